/*
Translated from the sesotho stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

Copyright (c) 2001, Dr Martin Porter
Copyright (c) 2004,2005, Richard Boulton
Copyright (c) 2013, Yoshiki Shibukawa
Copyright (c) 2006-2025, Olly Betts
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions
are met:

  1. Redistributions of source code must retain the above copyright notice,
     this list of conditions and the following disclaimer.
  2. Redistributions in binary form must reproduce the above copyright notice,
     this list of conditions and the following disclaimer in the documentation
     and/or other materials provided with the distribution.
  3. Neither the name of the Snowball project nor the names of its contributors
     may be used to endorse or promote products derived from this software
     without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
var archiver = ({ Stemmer, table }) => {
const g_v = "aeiou";
const a_0 = table("ba|boi|le|li|ma|me|mo|se", -1);
const a_1 = table("a|ela|isa|wa|ile|etse|ang|eng|ong", 1);
const a_2 = table("ana|nyana|oa|i|ano", 1);
class SesothoStemmer extends Stemmer {
I_pV = 0;
r_mark_regions() {
let v_1, v_2;
v_1 = this.cursor;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
this.I_pV = this.cursor;
this.cursor = v_1;
v_2 = this.cursor;
if ((this.cursor + 2) > this.limit) return false;
this.cursor += 2;
lab0: {
if (this.cursor <= this.I_pV) break lab0;
this.I_pV = this.cursor;
}
this.cursor = v_2;
return true;
}
r_remove_noun_prefixes() {
let v_1;
this.bra = this.cursor;
if (this.find_among(a_0) === 0) return false;
this.ket = this.cursor;
v_1 = this.cursor;
if (this.cursor >= this.limit) return false;
this.cursor += 1;
if (this.cursor >= this.limit) return false;
this.cursor = v_1;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
this.slice_del();
return true;
}
r_remove_verb_suffixes() {
let v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_remove_nominal_suffixes() {
let v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if (this.find_among_b(a_2) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
run() {
let v_1, v_2, v_3;
if (!this.r_mark_regions()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_remove_nominal_suffixes();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
this.r_remove_verb_suffixes();
this.cursor = this.limit - v_2;
this.cursor = this.limit_backward;
v_3 = this.cursor;
this.r_remove_noun_prefixes();
this.cursor = v_3;
return true;
}
}
const stemmer = new SesothoStemmer();
return (word) => stemmer.stem(word);
};
