/*
Translated from the french stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouyàâèéêëîïôùû";
const g_oux_ending = "bhjlnp";
const g_elision_char = "cdjlmnst";
const g_keep_with_s = "aiosuè";
const a_0 = table("col|ni|par|tap", [-1,1,-1,-1]);
const a_1 = table("|H|He|Hi|I|U|Y", [7,6,4,5,1,2,3]);
const a_2 = table("iqU|abl|Ièr|ièr|eus|iv", [3,3,4,4,2,1]);
const a_3 = table("ic|abil|iv", [2,1,3]);
const a_4 = table("iqUe|atrice|ance|ence|logie|able|isme|euse|iste|ive|if|usion|ation|ution|ateur|iqUes|atrices|ances|ences|logies|ables|ismes|euses|istes|ives|ifs|usions|ations|utions|ateurs|ments|ements|issements|ités|ment|ement|issement|amment|emment|aux|eaux|eux|oux|ité", [1,2,1,5,3,1,1,12,1,8,8,4,2,4,2,1,2,1,5,3,1,1,12,1,8,8,4,2,4,2,16,6,13,7,16,6,13,14,15,10,9,1,11,7]);
const a_5 = table("ira|ie|isse|issante|i|irai|ir|iras|ies|îmes|isses|issantes|îtes|is|irais|issais|irions|issions|irons|issons|issants|it|irait|issait|issant|iraIent|issaIent|irent|issent|iront|ît|iriez|issiez|irez|issez", 1);
const a_6 = table("al|épl|auv", [1,-1,-1]);
const a_7 = table("a|era|aise|asse|ante|ée|ai|erai|er|as|eras|âmes|aises|asses|antes|âtes|ées|ais|eais|erais|ions|erions|assions|erons|ants|és|ait|erait|ant|aIent|eraIent|èrent|assent|eront|ât|ez|iez|eriez|assiez|erez|é", [3,2,4,3,3,2,3,2,2,3,2,3,4,3,3,3,2,4,2,2,1,2,3,2,3,2,3,2,3,3,2,2,3,2,3,2,2,2,3,2,2]);
const a_8 = table("e|Ière|ière|ion|Ier|ier", [3,2,2,1,2,2]);
const a_9 = table("ell|eill|enn|onn|ett", -1);
class FrenchStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_elisions() {
this.bra = this.cursor;
while (true) {
lab0: {
if (!this.in_grouping(g_elision_char)) break lab0;
break;
}
if (!this.eq_s("qu")) return false;
break;
}
if (this.cursor === this.limit || this.current[this.cursor] !== "'") return false;
this.cursor += 1;
this.ket = this.cursor;
if (this.cursor >= this.limit) return false;
this.slice_del();
return true;
}
r_prelude() {
let v_1, v_2, v_3, v_4;
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
if (!this.in_grouping(g_v)) break lab2;
this.bra = this.cursor;
while (true) {
v_4 = this.cursor;
lab3: {
if (this.cursor === this.limit || this.current[this.cursor] !== "u") break lab3;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab3;
this.slice_from("U");
break;
}
this.cursor = v_4;
lab3: {
if (this.cursor === this.limit || this.current[this.cursor] !== "i") break lab3;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab3;
this.slice_from("I");
break;
}
this.cursor = v_4;
if (this.cursor === this.limit || this.current[this.cursor] !== "y") break lab2;
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("Y");
break;
}
break;
}
this.cursor = v_3;
lab2: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "ë") break lab2;
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("He");
break;
}
this.cursor = v_3;
lab2: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "ï") break lab2;
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("Hi");
break;
}
this.cursor = v_3;
lab2: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "y") break lab2;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab2;
this.slice_from("Y");
break;
}
this.cursor = v_3;
if (this.cursor === this.limit || this.current[this.cursor] !== "q") break lab1;
this.cursor += 1;
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "u") break lab1;
this.cursor += 1;
this.ket = this.cursor;
this.slice_from("U");
break;
}
this.cursor = v_2;
break;
}
this.cursor = v_2;
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
r_mark_regions() {
let among_var, v_1, v_2, v_3;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!this.in_grouping(g_v)) break lab1;
if (!this.in_grouping(g_v)) break lab1;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
break;
}
this.cursor = v_2;
lab1: {
among_var = this.find_among(a_0);
if (among_var === 0) break lab1;
if (among_var === 1) {
if (!this.in_grouping(g_v)) break lab1;
}
break;
}
this.cursor = v_2;
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_3 = this.cursor;
lab0: {
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_3;
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
if (among_var === 1) this.slice_from("i"); else if (among_var === 2) this.slice_from("u"); else if (among_var === 3) this.slice_from("y"); else if (among_var === 4) this.slice_from("ë"); else if (among_var === 5) this.slice_from("ï"); else if (among_var === 6) this.slice_del(); else {
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
r_RV() {
return this.I_pV <= this.cursor;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_R2() {
return this.I_p2 <= this.cursor;
}
r_standard_suffix() {
let among_var, v_1, v_10, v_11, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R2()) return false;
this.slice_del();
} else if (among_var === 2) {
if (!this.r_R2()) return false;
this.slice_del();
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("ic")) {
this.cursor = this.limit - v_1;
break lab0;
}
this.bra = this.cursor;
while (true) {
v_2 = this.limit - this.cursor;
lab1: {
if (!this.r_R2()) break lab1;
this.slice_del();
break;
}
this.cursor = this.limit - v_2;
this.slice_from("iqU");
break;
}
}
} else if (among_var === 3) {
if (!this.r_R2()) return false;
this.slice_from("log");
} else if (among_var === 4) {
if (!this.r_R2()) return false;
this.slice_from("u");
} else if (among_var === 5) {
if (!this.r_R2()) return false;
this.slice_from("ent");
} else if (among_var === 6) {
if (!this.r_RV()) return false;
this.slice_del();
v_3 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) {
this.cursor = this.limit - v_3;
break lab0;
}
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R2()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (!this.eq_s_b("at")) {
this.cursor = this.limit - v_3;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.slice_del();
} else if (among_var === 2) {
while (true) {
v_4 = this.limit - this.cursor;
lab1: {
if (!this.r_R2()) break lab1;
this.slice_del();
break;
}
this.cursor = this.limit - v_4;
if (!this.r_R1()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.slice_from("eux");
break;
}
} else if (among_var === 3) {
if (!this.r_R2()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.slice_del();
} else {
if (!this.r_RV()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.slice_from("i");
}
}
} else if (among_var === 7) {
if (!this.r_R2()) return false;
this.slice_del();
v_5 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) {
this.cursor = this.limit - v_5;
break lab0;
}
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
v_6 = this.limit - this.cursor;
lab1: {
if (!this.r_R2()) break lab1;
this.slice_del();
break;
}
this.cursor = this.limit - v_6;
this.slice_from("abl");
break;
}
} else if (among_var === 2) {
while (true) {
v_7 = this.limit - this.cursor;
lab1: {
if (!this.r_R2()) break lab1;
this.slice_del();
break;
}
this.cursor = this.limit - v_7;
this.slice_from("iqU");
break;
}
} else {
if (!this.r_R2()) {
this.cursor = this.limit - v_5;
break lab0;
}
this.slice_del();
}
}
} else if (among_var === 8) {
if (!this.r_R2()) return false;
this.slice_del();
v_8 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("at")) {
this.cursor = this.limit - v_8;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_8;
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (!this.eq_s_b("ic")) {
this.cursor = this.limit - v_8;
break lab0;
}
this.bra = this.cursor;
while (true) {
v_9 = this.limit - this.cursor;
lab1: {
if (!this.r_R2()) break lab1;
this.slice_del();
break;
}
this.cursor = this.limit - v_9;
this.slice_from("iqU");
break;
}
}
} else if (among_var === 9) this.slice_from("eau"); else if (among_var === 10) {
if (!this.r_R1()) return false;
this.slice_from("al");
} else if (among_var === 11) {
if (!this.in_grouping_b(g_oux_ending)) return false;
this.slice_from("ou");
} else if (among_var === 12) {
while (true) {
v_10 = this.limit - this.cursor;
lab0: {
if (!this.r_R2()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_10;
if (!this.r_R1()) return false;
this.slice_from("eux");
break;
}
} else if (among_var === 13) {
if (!this.r_R1()) return false;
if (!this.out_grouping_b(g_v)) return false;
this.slice_del();
} else if (among_var === 14) {
if (!this.r_RV()) return false;
this.slice_from("ant");
return false;
} else if (among_var === 15) {
if (!this.r_RV()) return false;
this.slice_from("ent");
return false;
} else {
v_11 = this.limit - this.cursor;
if (!this.in_grouping_b(g_v)) return false;
if (!this.r_RV()) return false;
this.cursor = this.limit - v_11;
this.slice_del();
return false;
}
return true;
}
r_i_verb_suffix() {
let v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if (this.find_among_b(a_5) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "H") break lab0;
this.cursor -= 1;
this.limit_backward = v_2;
return false;
}
if (!this.out_grouping_b(g_v)) {
this.limit_backward = v_2;
return false;
}
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_verb_suffix() {
let among_var, v_2, v_3, v_4;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
if (!this.r_R2()) return false;
this.slice_del();
} else if (among_var === 2) this.slice_del(); else if (among_var === 3) {
v_3 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") {
this.cursor = this.limit - v_3;
break lab0;
}
this.cursor -= 1;
if (!this.r_RV()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.bra = this.cursor;
}
this.slice_del();
} else {
v_4 = this.limit - this.cursor;
lab0: {
among_var = this.find_among_b(a_6);
if (among_var === 0) break lab0;
if (among_var === 1) {
if (this.cursor <= this.limit_backward) break lab0;
this.cursor -= 1;
if (this.cursor > this.limit_backward) break lab0;
}
return false;
}
this.cursor = this.limit - v_4;
this.slice_del();
}
return true;
}
r_residual_suffix() {
let among_var, v_1, v_2, v_4;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "s") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
v_2 = this.limit - this.cursor;
while (true) {
lab1: {
if (!this.eq_s_b("Hi")) break lab1;
break;
}
if (!this.out_grouping_b(g_keep_with_s)) {
this.cursor = this.limit - v_1;
break lab0;
}
break;
}
this.cursor = this.limit - v_2;
this.slice_del();
}
if (this.cursor < this.I_pV) return false;
v_4 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) {
this.limit_backward = v_4;
return false;
}
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R2()) {
this.limit_backward = v_4;
return false;
}
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "s") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "t") {
this.limit_backward = v_4;
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else if (among_var === 2) this.slice_from("i"); else this.slice_del();
this.limit_backward = v_4;
return true;
}
r_un_double() {
let v_1;
v_1 = this.limit - this.cursor;
if (this.find_among_b(a_9) === 0) return false;
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_un_accent() {
let v_1;
v_1 = 1;
while (true) {
lab0: {
if (!this.out_grouping_b(g_v)) break lab0;
v_1 -= 1;
continue;
}
break;
}
if (v_1 > 0) return false;
this.ket = this.cursor;
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "é") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "è") return false;
this.cursor -= 1;
break;
}
this.bra = this.cursor;
this.slice_from("e");
return true;
}
run() {
let v_1, v_10, v_11, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
this.r_elisions();
this.cursor = v_1;
v_2 = this.cursor;
this.r_prelude();
this.cursor = v_2;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = this.limit - this.cursor;
lab0: {
while (true) {
v_4 = this.limit - this.cursor;
lab1: {
v_5 = this.limit - this.cursor;
while (true) {
v_6 = this.limit - this.cursor;
lab2: {
if (!this.r_standard_suffix()) break lab2;
break;
}
this.cursor = this.limit - v_6;
lab2: {
if (!this.r_i_verb_suffix()) break lab2;
break;
}
this.cursor = this.limit - v_6;
if (!this.r_verb_suffix()) break lab1;
break;
}
this.cursor = this.limit - v_5;
v_7 = this.limit - this.cursor;
lab2: {
this.ket = this.cursor;
while (true) {
v_8 = this.limit - this.cursor;
lab3: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "Y") break lab3;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("i");
break;
}
this.cursor = this.limit - v_8;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ç") {
this.cursor = this.limit - v_7;
break lab2;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("c");
break;
}
}
break;
}
this.cursor = this.limit - v_4;
if (!this.r_residual_suffix()) break lab0;
break;
}
}
this.cursor = this.limit - v_3;
v_9 = this.limit - this.cursor;
this.r_un_double();
this.cursor = this.limit - v_9;
v_10 = this.limit - this.cursor;
this.r_un_accent();
this.cursor = this.limit - v_10;
this.cursor = this.limit_backward;
v_11 = this.cursor;
this.r_postlude();
this.cursor = v_11;
return true;
}
}
const stemmer = new FrenchStemmer();
return (word) => stemmer.stem(word);
};
