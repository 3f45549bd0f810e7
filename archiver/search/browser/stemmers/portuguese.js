/*
Translated from the portuguese stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouáâéêíóôú";
const a_0 = table("|ã|õ", [3,1,2]);
const a_1 = table("|a~|o~", [3,1,2]);
const a_2 = table("ic|ad|os|iv", [-1,-1,-1,1]);
const a_3 = table("ante|avel|ível", 1);
const a_4 = table("ic|abil|iv", 1);
const a_5 = table("ica|ância|ência|logia|ira|adora|osa|ista|iva|eza|idade|ante|mente|amente|ável|ível|ico|ismo|oso|amento|imento|ivo|aça~o|uça~o|ador|icas|ências|logias|iras|adoras|osas|istas|ivas|ezas|idades|adores|antes|aço~es|uço~es|icos|ismos|osos|amentos|imentos|ivos", [1,1,4,2,9,1,1,1,8,1,7,1,6,5,1,1,1,1,1,1,1,8,1,3,1,1,4,2,9,1,1,1,8,1,7,1,1,1,3,1,1,1,1,1,8]);
const a_6 = table("ada|ida|ia|aria|eria|iria|ara|era|ira|ava|asse|esse|isse|aste|este|iste|ei|arei|erei|irei|am|iam|ariam|eriam|iriam|aram|eram|iram|avam|em|arem|erem|irem|assem|essem|issem|ado|ido|ando|endo|indo|ara~o|era~o|ira~o|ar|er|ir|as|adas|idas|ias|arias|erias|irias|aras|eras|iras|avas|es|ardes|erdes|irdes|ares|eres|ires|asses|esses|isses|astes|estes|istes|is|ais|eis|areis|ereis|ireis|áreis|éreis|íreis|ásseis|ésseis|ísseis|áveis|íeis|aríeis|eríeis|iríeis|ados|idos|amos|áramos|éramos|íramos|ávamos|íamos|aríamos|eríamos|iríamos|emos|aremos|eremos|iremos|ássemos|êssemos|íssemos|imos|armos|ermos|irmos|ámos|arás|erás|irás|eu|iu|ou|ará|erá|irá", 1);
const a_7 = table("a|i|o|os|á|í|ó", 1);
const a_8 = table("e|ç|é|ê", [1,2,1,1]);
class PortugueseStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_prelude() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("a~"); else if (among_var === 2) this.slice_from("o~"); else {
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
let v_1, v_2, v_3, v_4, v_5;
this.I_pV = this.limit;
this.I_p1 = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!this.in_grouping(g_v)) break lab1;
while (true) {
v_3 = this.cursor;
lab2: {
if (!this.out_grouping(g_v)) break lab2;
if (!this.go_out_grouping(g_v)) break lab2;
this.cursor += 1;
break;
}
this.cursor = v_3;
if (!this.in_grouping(g_v)) break lab1;
if (!this.go_in_grouping(g_v)) break lab1;
this.cursor += 1;
break;
}
break;
}
this.cursor = v_2;
if (!this.out_grouping(g_v)) break lab0;
while (true) {
v_4 = this.cursor;
lab1: {
if (!this.out_grouping(g_v)) break lab1;
if (!this.go_out_grouping(g_v)) break lab1;
this.cursor += 1;
break;
}
this.cursor = v_4;
if (!this.in_grouping(g_v)) break lab0;
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
break;
}
break;
}
this.I_pV = this.cursor;
}
this.cursor = v_1;
v_5 = this.cursor;
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
this.cursor = v_5;
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
if (among_var === 1) this.slice_from("ã"); else if (among_var === 2) this.slice_from("õ"); else {
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
r_R2() {
return this.I_p2 <= this.cursor;
}
r_standard_suffix() {
let among_var, v_1, v_2, v_3, v_4;
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_R2()) return false;
this.slice_del();
} else if (among_var === 2) {
if (!this.r_R2()) return false;
this.slice_from("log");
} else if (among_var === 3) {
if (!this.r_R2()) return false;
this.slice_from("u");
} else if (among_var === 4) {
if (!this.r_R2()) return false;
this.slice_from("ente");
} else if (among_var === 5) {
if (this.I_p1 > this.cursor) return false;
this.slice_del();
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) {
this.cursor = this.limit - v_1;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_1;
break lab0;
}
this.slice_del();
if (among_var === 1) {
this.ket = this.cursor;
if (!this.eq_s_b("at")) {
this.cursor = this.limit - v_1;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_1;
break lab0;
}
this.slice_del();
}
}
} else if (among_var === 6) {
if (!this.r_R2()) return false;
this.slice_del();
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) {
this.cursor = this.limit - v_2;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_2;
break lab0;
}
this.slice_del();
}
} else if (among_var === 7) {
if (!this.r_R2()) return false;
this.slice_del();
v_3 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_4) === 0) {
this.cursor = this.limit - v_3;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_3;
break lab0;
}
this.slice_del();
}
} else if (among_var === 8) {
if (!this.r_R2()) return false;
this.slice_del();
v_4 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("at")) {
this.cursor = this.limit - v_4;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_4;
break lab0;
}
this.slice_del();
}
} else {
if (!this.r_RV()) return false;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") return false;
this.cursor -= 1;
this.slice_from("ir");
}
return true;
}
r_verb_suffix() {
let v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if (this.find_among_b(a_6) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_residual_suffix() {
this.ket = this.cursor;
if (this.find_among_b(a_7) === 0) return false;
this.bra = this.cursor;
if (!this.r_RV()) return false;
this.slice_del();
return true;
}
r_residual_form() {
let among_var, v_1, v_2, v_3;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_RV()) return false;
this.slice_del();
this.ket = this.cursor;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") break lab0;
this.cursor -= 1;
this.bra = this.cursor;
v_2 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "g") break lab0;
this.cursor -= 1;
this.cursor = this.limit - v_2;
break;
}
this.cursor = this.limit - v_1;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") return false;
this.cursor -= 1;
this.bra = this.cursor;
v_3 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "c") return false;
this.cursor -= 1;
this.cursor = this.limit - v_3;
break;
}
if (!this.r_RV()) return false;
this.slice_del();
} else this.slice_from("c");
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
this.r_prelude();
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
lab0: {
while (true) {
v_3 = this.limit - this.cursor;
lab1: {
v_4 = this.limit - this.cursor;
while (true) {
v_5 = this.limit - this.cursor;
lab2: {
if (!this.r_standard_suffix()) break lab2;
break;
}
this.cursor = this.limit - v_5;
if (!this.r_verb_suffix()) break lab1;
break;
}
this.cursor = this.limit - v_4;
v_6 = this.limit - this.cursor;
lab2: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") break lab2;
this.cursor -= 1;
this.bra = this.cursor;
v_7 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "c") break lab2;
this.cursor -= 1;
this.cursor = this.limit - v_7;
if (!this.r_RV()) break lab2;
this.slice_del();
}
this.cursor = this.limit - v_6;
break;
}
this.cursor = this.limit - v_3;
if (!this.r_residual_suffix()) break lab0;
break;
}
}
this.cursor = this.limit - v_2;
v_8 = this.limit - this.cursor;
this.r_residual_form();
this.cursor = this.limit - v_8;
this.cursor = this.limit_backward;
v_9 = this.cursor;
this.r_postlude();
this.cursor = v_9;
return true;
}
}
const stemmer = new PortugueseStemmer();
return (word) => stemmer.stem(word);
};
