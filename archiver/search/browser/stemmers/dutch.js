/*
Translated from the dutch stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_E = "eèéêë";
const g_AIOU = "aiouàáâäìíîïòóôöùúûü";
const g_AEIOU = "aeiouàáâäèéêëìíîïòóôöùúûü";
const g_v = "aeiouyàáâäèéêëìíîïòóôöùúûü";
const g_v_WX = "aeiouwxyàáâäèéêëìíîïòóôöùúûü";
const a_0 = table("a|e|o|u|à|á|â|ä|è|é|ê|eë|ië|ò|ó|ô|ö|ù|ú|û|ü", [1,2,1,1,1,1,1,1,2,2,2,3,4,1,1,1,1,1,1,1,1]);
const a_1 = table("nde|en|s|'s|es|ies|aus|és", [8,7,2,1,4,3,6,5]);
const a_2 = table("de|ge|ische|je|lijke|le|ene|re|se|te|ieve", [5,2,4,1,3,9,10,8,7,6,11]);
const a_3 = table("heid|fie|gie|atie|isme|ing|arij|erij|sel|rder|ster|iteit|dst|tst", [3,7,8,1,5,5,6,5,3,4,3,2,10,9]);
const a_4 = table("end|atief|erig|achtig|ioneel|baar|laar|naar|raar|eriger|achtiger|lijker|tant|erigst|achtigst|lijkst", [9,2,9,3,1,3,5,4,6,9,3,8,7,9,3,8]);
const a_5 = table("ig|iger|igst", 1);
const a_6 = table("ft|kt|pt", [2,1,3]);
const as_6 = ["k", "f", "p"];
const a_7 = table("bb|cc|dd|ff|gg|hh|jj|kk|ll|mm|nn|pp|qq|rr|ss|tt|v|vv|ww|xx|z|zz", [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,4,17,18,19,15,20]);
const a_8 = table("d|t", [1,2]);
const a_9 = table("|eft|vaa|val|vali|vare", [-1,1,1,1,-1,1]);
const a_10 = table("ë|ï", [1,2]);
const as_10 = ["e", "i"];
const a_11 = table("ë|ï", [1,2]);
const as_11 = ["e", "i"];
class DutchStemmer extends Stemmer {
B_GE_removed = false;
I_p2 = 0;
I_p1 = 0;
r_R1() {
return this.I_p1 <= this.cursor;
}
r_R2() {
return this.I_p2 <= this.cursor;
}
r_V() {
let v_1;
v_1 = this.limit - this.cursor;
while (true) {
lab0: {
if (!this.in_grouping_b(g_v)) break lab0;
break;
}
if (!this.eq_s_b("ij")) return false;
break;
}
this.cursor = this.limit - v_1;
return true;
}
r_VX() {
let v_1;
v_1 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
while (true) {
lab0: {
if (!this.in_grouping_b(g_v)) break lab0;
break;
}
if (!this.eq_s_b("ij")) return false;
break;
}
this.cursor = this.limit - v_1;
return true;
}
r_C() {
let v_1;
v_1 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("ij")) break lab0;
return false;
}
if (!this.out_grouping_b(g_v)) return false;
this.cursor = this.limit - v_1;
return true;
}
r_lengthen_V() {
let S_ch, among_var, c, v_1, v_2, v_3, v_4, v_5;
v_1 = this.limit - this.cursor;
lab0: {
if (!this.out_grouping_b(g_v_WX)) break lab0;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) {
v_2 = this.limit - this.cursor;
while (true) {
lab1: {
if (!this.out_grouping_b(g_AEIOU)) break lab1;
break;
}
if (this.cursor > this.limit_backward) break lab0;
break;
}
this.cursor = this.limit - v_2;
S_ch = this.slice_to();
c = this.cursor;
this.insert(this.cursor, this.cursor, S_ch);
this.cursor = c;
} else if (among_var === 2) {
v_3 = this.limit - this.cursor;
while (true) {
lab1: {
if (!this.out_grouping_b(g_AEIOU)) break lab1;
break;
}
if (this.cursor > this.limit_backward) break lab0;
break;
}
v_4 = this.limit - this.cursor;
lab1: {
while (true) {
lab2: {
if (!this.in_grouping_b(g_AIOU)) break lab2;
break;
}
if (!this.in_grouping_b(g_E)) break lab1;
if (this.cursor > this.limit_backward) break lab1;
break;
}
break lab0;
}
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
lab1: {
if (this.cursor <= this.limit_backward) break lab1;
this.cursor -= 1;
if (!this.in_grouping_b(g_AIOU)) break lab1;
if (!this.out_grouping_b(g_AEIOU)) break lab1;
break lab0;
}
this.cursor = this.limit - v_5;
this.cursor = this.limit - v_3;
S_ch = this.slice_to();
c = this.cursor;
this.insert(this.cursor, this.cursor, S_ch);
this.cursor = c;
} else if (among_var === 3) this.slice_from("eëe"); else this.slice_from("iee");
}
this.cursor = this.limit - v_1;
return true;
}
r_Step_1() {
let among_var, v_1, v_2, v_3, v_4, v_5;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
if (!this.r_R1()) return false;
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "t") break lab0;
this.cursor -= 1;
if (!this.r_R1()) break lab0;
return false;
}
this.cursor = this.limit - v_1;
if (!this.r_C()) return false;
this.slice_del();
} else if (among_var === 3) {
if (!this.r_R1()) return false;
this.slice_from("ie");
} else if (among_var === 4) {
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
v_3 = this.limit - this.cursor;
if (!this.eq_s_b("ar")) break lab0;
if (!this.r_R1()) break lab0;
if (!this.r_C()) break lab0;
this.cursor = this.limit - v_3;
this.slice_del();
this.r_lengthen_V();
break;
}
this.cursor = this.limit - v_2;
lab0: {
v_4 = this.limit - this.cursor;
if (!this.eq_s_b("er")) break lab0;
if (!this.r_R1()) break lab0;
if (!this.r_C()) break lab0;
this.cursor = this.limit - v_4;
this.slice_del();
break;
}
this.cursor = this.limit - v_2;
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_from("e");
break;
}
} else if (among_var === 5) {
if (!this.r_R1()) return false;
this.slice_from("é");
} else if (among_var === 6) {
if (!this.r_R1()) return false;
if (!this.r_V()) return false;
this.slice_from("au");
} else if (among_var === 7) {
while (true) {
v_5 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("hed")) break lab0;
if (!this.r_R1()) break lab0;
this.bra = this.cursor;
this.slice_from("heid");
break;
}
this.cursor = this.limit - v_5;
lab0: {
if (!this.eq_s_b("nd")) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_5;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "d") break lab0;
this.cursor -= 1;
if (!this.r_R1()) break lab0;
if (!this.r_C()) break lab0;
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = this.limit - v_5;
lab0: {
while (true) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") break lab1;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "j") break lab0;
this.cursor -= 1;
break;
}
if (!this.r_V()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_5;
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_del();
this.r_lengthen_V();
break;
}
} else this.slice_from("nd");
return true;
}
r_Step_2() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("'t")) break lab0;
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (!this.eq_s_b("et")) break lab0;
this.bra = this.cursor;
if (!this.r_R1()) break lab0;
if (!this.r_C()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (!this.eq_s_b("rnt")) break lab0;
this.bra = this.cursor;
this.slice_from("rn");
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "t") break lab0;
this.cursor -= 1;
this.bra = this.cursor;
if (!this.r_R1()) break lab0;
if (!this.r_VX()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (!this.eq_s_b("ink")) break lab0;
this.bra = this.cursor;
this.slice_from("ing");
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (!this.eq_s_b("mp")) break lab0;
this.bra = this.cursor;
this.slice_from("m");
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") break lab0;
this.cursor -= 1;
this.bra = this.cursor;
if (!this.r_R1()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_1;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_del();
break;
}
} else if (among_var === 2) {
if (!this.r_R1()) return false;
this.slice_from("g");
} else if (among_var === 3) {
if (!this.r_R1()) return false;
this.slice_from("lijk");
} else if (among_var === 4) {
if (!this.r_R1()) return false;
this.slice_from("isch");
} else if (among_var === 5) {
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_del();
} else if (among_var === 6) {
if (!this.r_R1()) return false;
this.slice_from("t");
} else if (among_var === 7) {
if (!this.r_R1()) return false;
this.slice_from("s");
} else if (among_var === 8) {
if (!this.r_R1()) return false;
this.slice_from("r");
} else if (among_var === 9) {
if (!this.r_R1()) return false;
this.slice_del();
this.insert(this.cursor, this.cursor, "l");
this.r_lengthen_V();
} else if (among_var === 10) {
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_del();
this.insert(this.cursor, this.cursor, "en");
this.r_lengthen_V();
} else {
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_from("ief");
}
return true;
}
r_Step_3() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) return false;
this.slice_from("eer");
} else if (among_var === 2) {
if (!this.r_R1()) return false;
this.slice_del();
this.r_lengthen_V();
} else if (among_var === 3) {
if (!this.r_R1()) return false;
this.slice_del();
} else if (among_var === 4) this.slice_from("r"); else if (among_var === 5) {
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("ild")) break lab0;
this.slice_from("er");
break;
}
this.cursor = this.limit - v_1;
if (!this.r_R1()) return false;
this.slice_del();
this.r_lengthen_V();
break;
}
} else if (among_var === 6) {
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_from("aar");
} else if (among_var === 7) {
if (!this.r_R2()) return false;
this.slice_del();
this.insert(this.cursor, this.cursor, "f");
this.r_lengthen_V();
} else if (among_var === 8) {
if (!this.r_R2()) return false;
this.slice_del();
this.insert(this.cursor, this.cursor, "g");
this.r_lengthen_V();
} else if (among_var === 9) {
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_from("t");
} else {
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
this.slice_from("d");
}
return true;
}
r_Step_4() {
let among_var, v_1, v_2;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R1()) break lab0;
this.slice_from("ie");
} else if (among_var === 2) {
if (!this.r_R1()) break lab0;
this.slice_from("eer");
} else if (among_var === 3) {
if (!this.r_R1()) break lab0;
this.slice_del();
} else if (among_var === 4) {
if (!this.r_R1()) break lab0;
if (!this.r_V()) break lab0;
this.slice_from("n");
} else if (among_var === 5) {
if (!this.r_R1()) break lab0;
if (!this.r_V()) break lab0;
this.slice_from("l");
} else if (among_var === 6) {
if (!this.r_R1()) break lab0;
if (!this.r_V()) break lab0;
this.slice_from("r");
} else if (among_var === 7) {
if (!this.r_R1()) break lab0;
this.slice_from("teer");
} else if (among_var === 8) {
if (!this.r_R1()) break lab0;
this.slice_from("lijk");
} else {
if (!this.r_R1()) break lab0;
if (!this.r_C()) break lab0;
this.slice_del();
this.r_lengthen_V();
}
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (this.find_among_b(a_5) === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
v_2 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("inn")) break lab0;
if (this.cursor > this.limit_backward) break lab0;
return false;
}
this.cursor = this.limit - v_2;
if (!this.r_C()) return false;
this.slice_del();
this.r_lengthen_V();
break;
}
return true;
}
r_Step_7() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_6[among_var - 1]);
return true;
}
r_Step_6() {
let among_var, v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_from("b"); else if (among_var === 2) this.slice_from("c"); else if (among_var === 3) this.slice_from("d"); else if (among_var === 4) this.slice_from("f"); else if (among_var === 5) this.slice_from("g"); else if (among_var === 6) this.slice_from("h"); else if (among_var === 7) this.slice_from("j"); else if (among_var === 8) this.slice_from("k"); else if (among_var === 9) this.slice_from("l"); else if (among_var === 10) this.slice_from("m"); else if (among_var === 11) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") break lab0;
this.cursor -= 1;
if (this.cursor > this.limit_backward) break lab0;
return false;
}
this.cursor = this.limit - v_1;
this.slice_from("n");
} else if (among_var === 12) this.slice_from("p"); else if (among_var === 13) this.slice_from("q"); else if (among_var === 14) this.slice_from("r"); else if (among_var === 15) this.slice_from("s"); else if (among_var === 16) this.slice_from("t"); else if (among_var === 17) this.slice_from("v"); else if (among_var === 18) this.slice_from("w"); else if (among_var === 19) this.slice_from("x"); else this.slice_from("z");
return true;
}
r_Step_1c() {
let among_var, v_1, v_2, v_3, v_4;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (!this.r_C()) return false;
if (among_var === 1) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "n") break lab0;
this.cursor -= 1;
if (!this.r_R1()) break lab0;
return false;
}
this.cursor = this.limit - v_1;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("in")) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("n");
break;
}
this.cursor = this.limit - v_2;
this.slice_del();
break;
}
} else {
v_3 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "h") break lab0;
this.cursor -= 1;
if (!this.r_R1()) break lab0;
return false;
}
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
lab0: {
if (!this.eq_s_b("en")) break lab0;
if (this.cursor > this.limit_backward) break lab0;
return false;
}
this.cursor = this.limit - v_4;
this.slice_del();
}
return true;
}
r_Lose_prefix() {
let among_var, v_1, v_2, v_3, v_4, v_5;
this.bra = this.cursor;
if (!this.eq_s("ge")) return false;
this.ket = this.cursor;
v_1 = this.cursor;
if ((this.cursor + 3) > this.limit) return false;
this.cursor += 3;
this.cursor = v_1;
v_2 = this.cursor;
while (true) {
v_3 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.eq_s("ij")) break lab1;
break;
}
if (!this.in_grouping(g_v)) break lab0;
break;
}
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) return false;
this.cursor += 1;
}
while (true) {
v_4 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.eq_s("ij")) break lab1;
break;
}
if (!this.in_grouping(g_v)) break lab0;
break;
}
continue;
}
this.cursor = v_4;
break;
}
if (this.cursor >= this.limit) return false;
this.cursor = v_2;
among_var = this.find_among(a_9);
if (among_var === 1) return false;
this.B_GE_removed = true;
this.slice_del();
v_5 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_10);
if (among_var === 0) break lab0;
this.ket = this.cursor;
this.slice_from(as_10[among_var - 1]);
}
this.cursor = v_5;
return true;
}
r_Lose_infix() {
let among_var, v_1, v_2, v_3, v_4, v_5;
if (this.cursor >= this.limit) return false;
this.cursor += 1;
while (true) {
lab0: {
this.bra = this.cursor;
if (!this.eq_s("ge")) break lab0;
this.ket = this.cursor;
break;
}
if (this.cursor >= this.limit) return false;
this.cursor += 1;
}
v_1 = this.cursor;
if ((this.cursor + 3) > this.limit) return false;
this.cursor += 3;
this.cursor = v_1;
v_2 = this.cursor;
while (true) {
v_3 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.eq_s("ij")) break lab1;
break;
}
if (!this.in_grouping(g_v)) break lab0;
break;
}
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) return false;
this.cursor += 1;
}
while (true) {
v_4 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.eq_s("ij")) break lab1;
break;
}
if (!this.in_grouping(g_v)) break lab0;
break;
}
continue;
}
this.cursor = v_4;
break;
}
if (this.cursor >= this.limit) return false;
this.cursor = v_2;
this.B_GE_removed = true;
this.slice_del();
v_5 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_11);
if (among_var === 0) break lab0;
this.ket = this.cursor;
this.slice_from(as_11[among_var - 1]);
}
this.cursor = v_5;
return true;
}
r_measure() {
let v_1, v_2, v_3, v_4, v_5;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.out_grouping(g_v)) break lab1;
continue;
}
break;
}
v_2 = 1;
while (true) {
v_3 = this.cursor;
lab1: {
while (true) {
lab2: {
if (!this.eq_s("ij")) break lab2;
break;
}
if (!this.in_grouping(g_v)) break lab1;
break;
}
v_2 -= 1;
continue;
}
this.cursor = v_3;
break;
}
if (v_2 > 0) break lab0;
if (!this.out_grouping(g_v)) break lab0;
this.I_p1 = this.cursor;
while (true) {
lab1: {
if (!this.out_grouping(g_v)) break lab1;
continue;
}
break;
}
v_4 = 1;
while (true) {
v_5 = this.cursor;
lab1: {
while (true) {
lab2: {
if (!this.eq_s("ij")) break lab2;
break;
}
if (!this.in_grouping(g_v)) break lab1;
break;
}
v_4 -= 1;
continue;
}
this.cursor = v_5;
break;
}
if (v_4 > 0) break lab0;
if (!this.out_grouping(g_v)) break lab0;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
run() {
let B_stemmed, v_1, v_10, v_11, v_12, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
B_stemmed = false;
this.r_measure();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_Step_1()) break lab0;
B_stemmed = true;
}
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
lab0: {
if (!this.r_Step_2()) break lab0;
B_stemmed = true;
}
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
lab0: {
if (!this.r_Step_3()) break lab0;
B_stemmed = true;
}
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
lab0: {
if (!this.r_Step_4()) break lab0;
B_stemmed = true;
}
this.cursor = this.limit - v_4;
this.cursor = this.limit_backward;
this.B_GE_removed = false;
v_5 = this.cursor;
lab0: {
v_6 = this.cursor;
if (!this.r_Lose_prefix()) break lab0;
this.cursor = v_6;
this.r_measure();
}
this.cursor = v_5;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_7 = this.limit - this.cursor;
lab0: {
if (!this.B_GE_removed) break lab0;
B_stemmed = true;
if (!this.r_Step_1c()) break lab0;
}
this.cursor = this.limit - v_7;
this.cursor = this.limit_backward;
this.B_GE_removed = false;
v_8 = this.cursor;
lab0: {
v_9 = this.cursor;
if (!this.r_Lose_infix()) break lab0;
this.cursor = v_9;
this.r_measure();
}
this.cursor = v_8;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_10 = this.limit - this.cursor;
lab0: {
if (!this.B_GE_removed) break lab0;
B_stemmed = true;
if (!this.r_Step_1c()) break lab0;
}
this.cursor = this.limit - v_10;
this.cursor = this.limit_backward;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_11 = this.limit - this.cursor;
lab0: {
if (!this.r_Step_7()) break lab0;
B_stemmed = true;
}
this.cursor = this.limit - v_11;
v_12 = this.limit - this.cursor;
lab0: {
if (!B_stemmed) break lab0;
if (!this.r_Step_6()) break lab0;
}
this.cursor = this.limit - v_12;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new DutchStemmer();
return (word) => stemmer.stem(word);
};
