/*
Translated from the german stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouyäöü";
const g_et_ending = "Udfgklmnrstzä";
const g_s_ending = "bdfghklmnrt";
const g_st_ending = "bdfghklmnt";
const a_0 = table("|ae|oe|qu|ue|ß", [5,2,3,-1,4,1]);
const a_1 = table("|U|Y|ä|ö|ü", [5,2,1,3,4,2]);
const a_2 = table("e|em|en|erinnen|erin|ln|ern|er|s|es|lns", [3,1,3,2,2,5,2,2,4,3,5]);
const a_3 = table("tick|plan|geordn|intern|tr", -1);
const a_4 = table("en|er|et|st|est", [1,1,3,2,1]);
const a_5 = table("ig|lich", 1);
const a_6 = table("end|ig|ung|lich|isch|ik|heit|keit", [1,2,1,3,2,2,3,4]);
const a_7 = table("'|'sch|'s", 1);
class GermanStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
r_prelude() {
let among_var, v_1, v_2, v_3, v_4, v_5;
v_1 = this.cursor;
while (true) {
v_2 = this.cursor;
lab0: {
while (true) {
v_3 = this.cursor;
lab1: {
if (!this.in_grouping(g_v)) break lab1;
this.bra = this.cursor;
while (true) {
v_4 = this.cursor;
lab2: {
if (this.cursor === this.limit || this.current[this.cursor] !== "u") break lab2;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab2;
this.slice_from("U");
break;
}
this.cursor = v_4;
if (this.cursor === this.limit || this.current[this.cursor] !== "y") break lab1;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab1;
this.slice_from("Y");
break;
}
this.cursor = v_3;
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
this.cursor = v_1;
while (true) {
v_5 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("ss"); else if (among_var === 2) this.slice_from("ä"); else if (among_var === 3) this.slice_from("ö"); else if (among_var === 4) this.slice_from("ü"); else if (among_var === 5) {
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
continue;
}
this.cursor = v_5;
break;
}
return true;
}
r_mark_regions() {
let I_x, v_1;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
if ((this.cursor + 3) > this.limit) return false;
this.cursor += 3;
I_x = this.cursor;
this.cursor = v_1;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) return false;
this.cursor += 1;
this.I_p1 = this.cursor;
lab0: {
if (this.I_p1 >= I_x) break lab0;
this.I_p1 = I_x;
}
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) return false;
this.cursor += 1;
this.I_p2 = this.cursor;
return true;
}
r_postlude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_1);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("y"); else if (among_var === 2) this.slice_from("u"); else if (among_var === 3) this.slice_from("a"); else if (among_var === 4) this.slice_from("o"); else {
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
continue;
}
this.cursor = v_1;
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
r_standard_suffix() {
let among_var, v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (!this.r_R1()) break lab0;
if (among_var === 1) {
lab1: {
if (!this.eq_s_b("syst")) break lab1;
break lab0;
}
this.slice_del();
} else if (among_var === 2) this.slice_del(); else if (among_var === 3) {
this.slice_del();
v_2 = this.limit - this.cursor;
lab1: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "s") {
this.cursor = this.limit - v_2;
break lab1;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!this.eq_s_b("nis")) {
this.cursor = this.limit - v_2;
break lab1;
}
this.slice_del();
}
} else if (among_var === 4) {
if (!this.in_grouping_b(g_s_ending)) break lab0;
this.slice_del();
} else this.slice_from("l");
}
this.cursor = this.limit - v_1;
v_3 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (!this.r_R1()) break lab0;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
if (!this.in_grouping_b(g_st_ending)) break lab0;
if ((this.cursor - 3) < this.limit_backward) break lab0;
this.cursor -= 3;
this.slice_del();
} else {
v_4 = this.limit - this.cursor;
if (!this.in_grouping_b(g_et_ending)) break lab0;
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_3) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_5;
this.slice_del();
}
}
this.cursor = this.limit - v_3;
v_6 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (!this.r_R2()) break lab0;
if (among_var === 1) {
this.slice_del();
v_7 = this.limit - this.cursor;
lab1: {
this.ket = this.cursor;
if (!this.eq_s_b("ig")) {
this.cursor = this.limit - v_7;
break lab1;
}
this.bra = this.cursor;
lab2: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") break lab2;
this.cursor -= 1;
this.cursor = this.limit - v_7;
break lab1;
}
if (!this.r_R2()) {
this.cursor = this.limit - v_7;
break lab1;
}
this.slice_del();
}
} else if (among_var === 2) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") break lab1;
this.cursor -= 1;
break lab0;
}
this.slice_del();
} else if (among_var === 3) {
this.slice_del();
v_8 = this.limit - this.cursor;
lab1: {
this.ket = this.cursor;
while (true) {
lab2: {
if (!this.eq_s_b("er")) break lab2;
break;
}
if (!this.eq_s_b("en")) {
this.cursor = this.limit - v_8;
break lab1;
}
break;
}
this.bra = this.cursor;
if (!this.r_R1()) {
this.cursor = this.limit - v_8;
break lab1;
}
this.slice_del();
}
} else {
this.slice_del();
v_9 = this.limit - this.cursor;
lab1: {
this.ket = this.cursor;
if (this.find_among_b(a_5) === 0) {
this.cursor = this.limit - v_9;
break lab1;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_9;
break lab1;
}
this.slice_del();
}
}
}
this.cursor = this.limit - v_6;
v_10 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_7) === 0) break lab0;
this.bra = this.cursor;
if (this.cursor <= this.limit_backward) break lab0;
this.cursor -= 1;
if (this.cursor <= this.limit_backward) break lab0;
this.slice_del();
}
this.cursor = this.limit - v_10;
return true;
}
run() {
let v_1, v_2, v_3;
v_1 = this.cursor;
this.r_prelude();
this.cursor = v_1;
v_2 = this.cursor;
this.r_mark_regions();
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.r_standard_suffix();
this.cursor = this.limit_backward;
v_3 = this.cursor;
this.r_postlude();
this.cursor = v_3;
return true;
}
}
const stemmer = new GermanStemmer();
return (word) => stemmer.stem(word);
};
