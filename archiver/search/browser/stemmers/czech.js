/*
Translated from the czech stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouyáéíóúýěů";
const g_v_or_syllabic_c = "aeiloruyáéíóúýěů";
const g_ev_ending = "hknrtz";
const g_env_ending = "bcdhkprstvzčšž";
const a_0 = table("c|nc|ínc|avc|ovc", [1,-1,2,-1,-1]);
const as_0 = ["k", "ínk"];
const a_1 = table("c|nc|ínc|avc|ovc|čt|št|dešt|lešt|išt|poušt|ášt|íšt", [1,-1,2,-1,-1,3,4,-1,-1,-1,-1,-1,-1]);
const as_1 = ["k", "ínk", "ck", "sk"];
const a_2 = table("in|ov|ův", [2,1,1]);
const a_3 = table("|l|tl|s|es|č|eč|ř|ž", [2,1,2,1,2,1,2,1,1]);
const as_3 = ["", "et"];
const a_4 = table("obl|sn|dot", -1);
const a_5 = table("uc|h|ok|kar|č", -1);
const a_6 = table("a|ama|ata|eb|ec|e|ete|ěte|ech|atech|ách|ích|ých|i|mi|ami|emi|ími|ými|ěmi|ťmi|eti|ěti|ovi|ek|ěk|em|etem|ětem|ám|ém|ím|ým|ěm|ům|atům|o|ého|ího|us|at|et|u|ému|ímu|ou|ev|y|aty|á|é|ové|í|ý|ě|eň|ť|ů", [1,1,1,4,5,2,3,1,2,1,1,12,1,12,1,1,2,12,1,1,11,3,1,1,6,7,2,3,1,1,1,12,1,1,1,1,1,1,12,1,1,9,1,1,12,1,10,1,1,1,1,1,12,1,1,8,11,1]);
class CzechStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let I_x, v_1, v_2;
v_1 = this.cursor;
if ((this.cursor + 3) > this.limit) return false;
this.cursor += 3;
I_x = this.cursor;
this.cursor = v_1;
this.I_p1 = this.limit;
v_2 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.in_grouping(g_v)) break lab1;
break;
}
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
if (!this.go_out_grouping(g_v_or_syllabic_c)) break lab0;
this.cursor += 1;
break;
}
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
lab1: {
if (this.I_p1 >= I_x) break lab1;
this.I_p1 = I_x;
}
}
this.cursor = v_2;
return true;
}
r_palatalise_e() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var > 0) this.slice_from(as_0[among_var - 1]);
return true;
}
r_palatalise_i() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var > 0) this.slice_from(as_1[among_var - 1]);
return true;
}
r_possessive_suffix() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (this.I_p1 > this.cursor) return false;
if (among_var === 1) this.slice_del(); else {
this.slice_del();
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_palatalise_i()) {
this.cursor = this.limit - v_1;
break lab0;
}
}
}
return true;
}
r_case_suffix() {
let among_var, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
this.slice_del();
v_3 = this.limit - this.cursor;
lab0: {
if (!this.r_palatalise_e()) {
this.cursor = this.limit - v_3;
break lab0;
}
}
} else if (among_var === 3) {
among_var = this.find_among_b(a_3);
this.slice_from(as_3[among_var - 1]);
} else if (among_var === 4) {
v_4 = this.limit - this.cursor;
if (!this.out_grouping_b(g_v)) return false;
this.cursor = this.limit - v_4;
lab0: {
if (!this.eq_s_b("tř")) break lab0;
return false;
}
this.slice_from("b");
} else if (among_var === 5) {
v_5 = this.limit - this.cursor;
if (!this.out_grouping_b(g_v)) return false;
this.cursor = this.limit - v_5;
this.slice_del();
this.insert(this.cursor, this.cursor, "c");
v_6 = this.limit - this.cursor;
lab0: {
if (!this.r_palatalise_e()) {
this.cursor = this.limit - v_6;
break lab0;
}
}
} else if (among_var === 6) {
v_7 = this.limit - this.cursor;
if (!this.out_grouping_b(g_v)) return false;
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_4) === 0) break lab0;
return false;
}
this.cursor = this.limit - v_8;
this.slice_from("k");
} else if (among_var === 7) {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "n") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("ňk");
} else if (among_var === 8) {
v_9 = this.limit - this.cursor;
if (!this.in_grouping_b(g_env_ending)) return false;
this.cursor = this.limit - v_9;
this.slice_from("n");
} else if (among_var === 9) {
if (this.find_among_b(a_5) === 0) return false;
this.slice_from("t");
} else if (among_var === 10) {
if (!this.in_grouping_b(g_ev_ending)) return false;
this.slice_from("v");
} else if (among_var === 11) this.slice_from("t"); else {
this.slice_del();
v_10 = this.limit - this.cursor;
lab0: {
if (!this.r_palatalise_i()) {
this.cursor = this.limit - v_10;
break lab0;
}
}
}
return true;
}
run() {
let v_1, v_2;
if (!this.r_mark_regions()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_case_suffix();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
this.r_possessive_suffix();
this.cursor = this.limit - v_2;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new CzechStemmer();
return (word) => stemmer.stem(word);
};
