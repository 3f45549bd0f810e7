/*
Translated from the irish stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouáéíóú";
const a_0 = table("b'|bh|bhf|bp|ch|d'|d'fh|dh|dt|fh|gc|gh|h-|m'|mb|mh|n-|nd|ng|ph|sh|t-|th|ts", [1,4,2,8,5,1,2,6,9,2,5,7,1,1,4,10,1,6,7,8,3,1,9,3]);
const as_0 = ["", "f", "s", "b", "c", "d", "g", "p", "t", "m"];
const a_1 = table("íochta|aíochta|ire|aire|abh|eabh|ibh|aibh|amh|eamh|imh|aimh|íocht|aíocht|irí|airí", [1,1,2,2,1,1,1,1,1,1,1,1,1,1,2,2]);
const a_2 = table("óideacha|patacha|achta|arcachta|eachta|grafaíochta|paite|ach|each|óideach|gineach|patach|grafaíoch|pataigh|óidigh|achtúil|eachtúil|gineas|ginis|acht|arcacht|eacht|grafaíocht|arcachtaí|grafaíochtaí", [6,5,1,2,1,4,5,1,1,6,3,5,4,5,6,1,1,3,3,1,2,1,4,2,4]);
const a_3 = table("imid|aimid|ímid|aímid|adh|eadh|faidh|fidh|áil|ain|tear|tar", [1,1,1,1,2,2,1,1,2,2,2,2]);
class IrishStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_mark_regions() {
let v_1;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_pV = this.cursor;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_initial_morph() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_0);
if (among_var === 0) return false;
this.ket = this.cursor;
this.slice_from(as_0[among_var - 1]);
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_R2() {
return this.I_p2 <= this.cursor;
}
r_noun_sfx() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) return false;
this.slice_del();
} else {
if (!this.r_R2()) return false;
this.slice_del();
}
return true;
}
r_deriv() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R2()) return false;
this.slice_del();
} else if (among_var === 2) this.slice_from("arc"); else if (among_var === 3) this.slice_from("gin"); else if (among_var === 4) this.slice_from("graf"); else if (among_var === 5) this.slice_from("paite"); else this.slice_from("óid");
return true;
}
r_verb_sfx() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (this.I_pV > this.cursor) return false;
this.slice_del();
} else {
if (!this.r_R1()) return false;
this.slice_del();
}
return true;
}
run() {
let v_1, v_2, v_3, v_4;
v_1 = this.cursor;
this.r_initial_morph();
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
this.r_noun_sfx();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_deriv();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_verb_sfx();
this.cursor = this.limit - v_4;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new IrishStemmer();
return (word) => stemmer.stem(word);
};
