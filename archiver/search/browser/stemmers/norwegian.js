/*
Translated from the norwegian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouyåæêòóôø";
const g_s_ending = "bcdfghjlmnoptvyz";
const a_0 = table("|ind|kk|nk|amm|omm|kap|skap|pp|lt|ast|øst|v|hav|giv", [1,-1,-1,-1,-1,-1,-1,1,-1,-1,-1,-1,-1,1,1]);
const a_1 = table("a|e|ede|ande|ende|ane|ene|hetene|erte|en|heten|ar|er|heter|s|as|es|edes|endes|enes|hetenes|ens|hetens|ers|ets|et|het|ert|ast", [1,1,1,1,1,1,1,1,4,1,1,1,1,1,3,1,1,1,1,1,1,1,1,2,1,1,1,4,1]);
const a_2 = table("dt|vt", -1);
const a_3 = table("leg|eleg|ig|eig|lig|elig|els|lov|elov|slov|hetslov", 1);
class NorwegianStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1, v_2, v_3;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
lab2: {
if (this.cursor === this.limit || this.current[this.cursor] !== "'") break lab2;
this.cursor += 1;
break;
}
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
break;
}
this.cursor = v_2;
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
break;
}
this.I_p1 = this.cursor;
}
this.cursor = v_1;
v_3 = this.cursor;
if ((this.cursor + 3) > this.limit) return false;
this.cursor += 3;
lab0: {
if (this.I_p1 >= this.cursor) break lab0;
this.I_p1 = this.cursor;
}
this.cursor = v_3;
return true;
}
r_main_suffix() {
let among_var, v_2, v_3;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
among_var = this.find_among_b(a_0);
if (among_var === 1) this.slice_del();
} else if (among_var === 3) {
while (true) {
v_3 = this.limit - this.cursor;
lab0: {
if (!this.in_grouping_b(g_s_ending)) break lab0;
break;
}
this.cursor = this.limit - v_3;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "r") break lab0;
this.cursor -= 1;
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") break lab1;
this.cursor -= 1;
break lab0;
}
break;
}
this.cursor = this.limit - v_3;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "k") return false;
this.cursor -= 1;
if (!this.out_grouping_b(g_v)) return false;
break;
}
this.slice_del();
} else this.slice_from("er");
return true;
}
r_consonant_pair() {
let v_1, v_3;
v_1 = this.limit - this.cursor;
if (this.cursor < this.I_p1) return false;
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_2) === 0) {
this.limit_backward = v_3;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.cursor = this.limit - v_1;
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_other_suffix() {
let v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
run() {
let v_1, v_2, v_3;
if (!this.r_mark_regions()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_main_suffix();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
this.r_consonant_pair();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_other_suffix();
this.cursor = this.limit - v_3;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new NorwegianStemmer();
return (word) => stemmer.stem(word);
};
