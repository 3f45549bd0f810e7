/*
Translated from the english stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_aeo = "aeo";
const g_v = "aeiouy";
const g_v_WXY = "Yaeiouwxy";
const g_valid_LI = "cdeghkmnrt";
const a_0 = table("arsen|commun|emerg|gener|inter|later|organ|past|univers", -1);
const a_1 = table("'|'s'|'s", 1);
const a_2 = table("ied|s|ies|sses|ss|us", [2,3,2,1,-1,-1]);
const a_3 = table("succ|proc|exc", 1);
const a_4 = table("even|cann|inn|earr|herr|out|y", [2,2,2,2,2,2,1]);
const a_5 = table("|ed|eed|ing|edly|eedly|ingly", [-1,2,1,3,2,1,2]);
const a_6 = table("|bb|dd|ff|gg|bl|mm|nn|pp|rr|at|tt|iz", [3,2,2,2,2,1,2,2,2,2,1,2,1]);
const a_7 = table("anci|enci|ogi|li|bli|abli|alli|fulli|lessli|ousli|entli|aliti|biliti|iviti|tional|ational|alism|ation|ization|izer|ator|iveness|fulness|ousness|ogist", [3,2,14,16,12,4,8,9,15,10,5,8,12,11,1,7,8,7,6,6,7,11,9,10,13]);
const a_8 = table("icate|ative|alize|iciti|ical|tional|ational|ful|ness", [4,6,3,4,4,1,2,5,5]);
const a_9 = table("ic|ance|ence|able|ible|ate|ive|ize|iti|al|ism|ion|er|ous|ant|ent|ment|ement", [1,1,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1]);
const a_10 = table("e|l", [1,2]);
const a_11 = table("andes|atlas|bias|cosmos|early|gently|howe|idly|news|only|singly|skies|skis|sky|ugly", [-1,-1,-1,-1,6,4,-1,3,-1,7,8,2,1,-1,5]);
const as_11 = ["ski", "sky", "idl", "gentl", "ugli", "earli", "onli", "singl"];
class EnglishStemmer extends Stemmer {
B_Y_found = false;
I_p2 = 0;
I_p1 = 0;
r_prelude() {
let v_1, v_2, v_3, v_4, v_5;
this.B_Y_found = false;
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "'") break lab0;
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
}
this.cursor = v_1;
v_2 = this.cursor;
lab0: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "y") break lab0;
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("Y");
this.B_Y_found = true;
}
this.cursor = v_2;
v_3 = this.cursor;
lab0: {
while (true) {
v_4 = this.cursor;
lab1: {
while (true) {
v_5 = this.cursor;
lab2: {
if (!this.in_grouping(g_v)) break lab2;
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "y") break lab2;
this.cursor += 1;
this.ket = this.cursor;
this.cursor = v_5;
break;
}
this.cursor = v_5;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
this.slice_from("Y");
this.B_Y_found = true;
continue;
}
this.cursor = v_4;
break;
}
}
this.cursor = v_3;
return true;
}
r_mark_regions() {
let v_1, v_2;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (this.find_among(a_0) === 0) break lab1;
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
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_shortv() {
let v_1;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (!this.out_grouping_b(g_v_WXY)) break lab0;
if (!this.in_grouping_b(g_v)) break lab0;
if (!this.out_grouping_b(g_v)) break lab0;
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (!this.out_grouping_b(g_v)) break lab0;
if (!this.in_grouping_b(g_v)) break lab0;
if (this.cursor > this.limit_backward) break lab0;
break;
}
this.cursor = this.limit - v_1;
if (!this.eq_s_b("past")) return false;
break;
}
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_R2() {
return this.I_p2 <= this.cursor;
}
r_Step_1a() {
let among_var, v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) {
this.cursor = this.limit - v_1;
break lab0;
}
this.bra = this.cursor;
this.slice_del();
}
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_from("ss"); else if (among_var === 2) {
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
if ((this.cursor - 2) < this.limit_backward) break lab0;
this.cursor -= 2;
this.slice_from("i");
break;
}
this.cursor = this.limit - v_2;
this.slice_from("ie");
break;
}
} else if (among_var === 3) {
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
if (!this.go_out_grouping_b(g_v)) return false;
this.cursor -= 1;
this.slice_del();
}
return true;
}
r_Step_1b() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
this.bra = this.cursor;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (among_var === 1) {
v_2 = this.limit - this.cursor;
lab1: {
if (!this.r_R1()) break lab1;
while (true) {
v_3 = this.limit - this.cursor;
lab2: {
if (this.find_among_b(a_3) === 0) break lab2;
if (this.cursor > this.limit_backward) break lab2;
break;
}
this.cursor = this.limit - v_3;
this.slice_from("ee");
break;
}
}
this.cursor = this.limit - v_2;
} else if (among_var === 2) break lab0; else if (among_var === 3) {
among_var = this.find_among_b(a_4);
if (among_var === 0) break lab0;
if (among_var === 1) {
v_4 = this.limit - this.cursor;
if (!this.out_grouping_b(g_v)) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.cursor = this.limit - v_4;
this.bra = this.cursor;
this.slice_from("ie");
} else if (this.cursor > this.limit_backward) break lab0;
}
break;
}
this.cursor = this.limit - v_1;
v_5 = this.limit - this.cursor;
if (!this.go_out_grouping_b(g_v)) return false;
this.cursor -= 1;
this.cursor = this.limit - v_5;
this.slice_del();
this.ket = this.cursor;
this.bra = this.cursor;
v_6 = this.limit - this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 1) {
this.slice_from("e");
return false;
} else if (among_var === 2) {
v_7 = this.limit - this.cursor;
lab0: {
if (!this.in_grouping_b(g_aeo)) break lab0;
if (this.cursor > this.limit_backward) break lab0;
return false;
}
this.cursor = this.limit - v_7;
} else {
if (this.cursor !== this.I_p1) return false;
v_8 = this.limit - this.cursor;
if (!this.r_shortv()) return false;
this.cursor = this.limit - v_8;
this.slice_from("e");
return false;
}
this.cursor = this.limit - v_6;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
break;
}
return true;
}
r_Step_1c() {
this.ket = this.cursor;
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "y") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "Y") return false;
this.cursor -= 1;
break;
}
this.bra = this.cursor;
if (!this.out_grouping_b(g_v)) return false;
if (this.cursor <= this.limit_backward) return false;
this.slice_from("i");
return true;
}
r_Step_2() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (among_var === 1) this.slice_from("tion"); else if (among_var === 2) this.slice_from("ence"); else if (among_var === 3) this.slice_from("ance"); else if (among_var === 4) this.slice_from("able"); else if (among_var === 5) this.slice_from("ent"); else if (among_var === 6) this.slice_from("ize"); else if (among_var === 7) this.slice_from("ate"); else if (among_var === 8) this.slice_from("al"); else if (among_var === 9) this.slice_from("ful"); else if (among_var === 10) this.slice_from("ous"); else if (among_var === 11) this.slice_from("ive"); else if (among_var === 12) this.slice_from("ble"); else if (among_var === 13) this.slice_from("og"); else if (among_var === 14) {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "l") return false;
this.cursor -= 1;
this.slice_from("og");
} else if (among_var === 15) this.slice_from("less"); else {
if (!this.in_grouping_b(g_valid_LI)) return false;
this.slice_del();
}
return true;
}
r_Step_3() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (among_var === 1) this.slice_from("tion"); else if (among_var === 2) this.slice_from("ate"); else if (among_var === 3) this.slice_from("al"); else if (among_var === 4) this.slice_from("ic"); else if (among_var === 5) this.slice_del(); else {
if (!this.r_R2()) return false;
this.slice_del();
}
return true;
}
r_Step_4() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_9);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R2()) return false;
if (among_var === 1) this.slice_del(); else {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "s") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "t") return false;
this.cursor -= 1;
break;
}
this.slice_del();
}
return true;
}
r_Step_5() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_10);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
lab0: {
if (!this.r_R2()) break lab0;
break;
}
if (!this.r_R1()) return false;
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_shortv()) break lab0;
return false;
}
this.cursor = this.limit - v_1;
break;
}
this.slice_del();
} else {
if (!this.r_R2()) return false;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "l") return false;
this.cursor -= 1;
this.slice_del();
}
return true;
}
r_exception1() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_11);
if (among_var === 0) return false;
this.ket = this.cursor;
if (this.cursor < this.limit) return false;
if (among_var > 0) this.slice_from(as_11[among_var - 1]);
return true;
}
r_postlude() {
let v_1, v_2;
if (!this.B_Y_found) return false;
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "Y") break lab1;
this.cursor += 1;
this.ket = this.cursor;
this.cursor = v_2;
break;
}
this.cursor = v_2;
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
this.slice_from("y");
continue;
}
this.cursor = v_1;
break;
}
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
while (true) {
v_1 = this.cursor;
lab0: {
if (!this.r_exception1()) break lab0;
break;
}
this.cursor = v_1;
lab0: {
lab1: {
if ((this.cursor + 3) > this.limit) break lab1;
this.cursor += 3;
break lab0;
}
break;
}
this.cursor = v_1;
this.r_prelude();
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
this.r_Step_1a();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_Step_1b();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_Step_1c();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_Step_2();
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
this.r_Step_3();
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
this.r_Step_4();
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
this.r_Step_5();
this.cursor = this.limit - v_8;
this.cursor = this.limit_backward;
v_9 = this.cursor;
this.r_postlude();
this.cursor = v_9;
break;
}
return true;
}
}
const stemmer = new EnglishStemmer();
return (word) => stemmer.stem(word);
};
