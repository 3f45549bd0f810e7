/*
Translated from the spanish stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouáéíóúü";
const a_0 = table("|á|é|í|ó|ú", [6,1,2,3,4,5]);
const a_1 = table("la|sela|le|me|se|lo|selo|las|selas|les|los|selos|nos", -1);
const a_2 = table("ando|iendo|yendo|ándo|iéndo|ar|er|ir|ár|ér|ír", [6,6,7,2,1,6,6,6,3,4,5]);
const a_3 = table("ic|ad|os|iv", [-1,-1,-1,1]);
const a_4 = table("able|ible|ante", 1);
const a_5 = table("ic|abil|iv", 1);
const a_6 = table("ica|ancia|encia|adora|osa|ista|iva|anza|logía|idad|able|ible|ante|mente|amente|acion|ucion|ación|ución|ico|ismo|oso|amiento|imiento|ivo|ador|icas|ancias|encias|adoras|osas|istas|ivas|anzas|logías|idades|ables|ibles|aciones|uciones|adores|antes|icos|ismos|osos|amientos|imientos|ivos", [1,2,5,2,1,1,9,1,3,8,1,1,2,7,6,2,4,2,4,1,1,1,1,1,9,2,1,2,5,2,1,1,9,1,3,8,1,1,2,4,2,2,1,1,1,1,1,9]);
const a_7 = table("ya|ye|yan|yen|yeron|yendo|yo|yas|yes|yais|yamos|yó", 1);
const a_8 = table("aba|ada|ida|ara|iera|ía|aría|ería|iría|ad|ed|id|ase|iese|aste|iste|an|aban|aran|ieran|ían|arían|erían|irían|en|asen|iesen|aron|ieron|arán|erán|irán|ado|ido|ando|iendo|ar|er|ir|as|abas|adas|idas|aras|ieras|ías|arías|erías|irías|es|ases|ieses|abais|arais|ierais|íais|aríais|eríais|iríais|aseis|ieseis|asteis|isteis|áis|éis|aréis|eréis|iréis|ados|idos|amos|ábamos|áramos|iéramos|íamos|aríamos|eríamos|iríamos|emos|aremos|eremos|iremos|ásemos|iésemos|imos|arás|erás|irás|ís|ará|erá|irá|aré|eré|iré|ió", [2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2]);
const a_9 = table("a|e|o|os|á|é|í|ó", [1,2,1,1,1,2,1,1]);
class SpanishStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
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
among_var = this.find_among(a_0);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("a"); else if (among_var === 2) this.slice_from("e"); else if (among_var === 3) this.slice_from("i"); else if (among_var === 4) this.slice_from("o"); else if (among_var === 5) this.slice_from("u"); else {
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
r_attached_pronoun() {
let among_var;
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) return false;
this.bra = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
if (!this.r_RV()) return false;
if (among_var === 1) {
this.bra = this.cursor;
this.slice_from("iendo");
} else if (among_var === 2) {
this.bra = this.cursor;
this.slice_from("ando");
} else if (among_var === 3) {
this.bra = this.cursor;
this.slice_from("ar");
} else if (among_var === 4) {
this.bra = this.cursor;
this.slice_from("er");
} else if (among_var === 5) {
this.bra = this.cursor;
this.slice_from("ir");
} else if (among_var === 6) this.slice_del(); else {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") return false;
this.cursor -= 1;
this.slice_del();
}
return true;
}
r_standard_suffix() {
let among_var, v_1, v_2, v_3, v_4, v_5;
this.ket = this.cursor;
among_var = this.find_among_b(a_6);
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
if (!this.r_R2()) {
this.cursor = this.limit - v_1;
break lab0;
}
this.slice_del();
}
} else if (among_var === 3) {
if (!this.r_R2()) return false;
this.slice_from("log");
} else if (among_var === 4) {
if (!this.r_R2()) return false;
this.slice_from("u");
} else if (among_var === 5) {
if (!this.r_R2()) return false;
this.slice_from("ente");
} else if (among_var === 6) {
if (this.I_p1 > this.cursor) return false;
this.slice_del();
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) {
this.cursor = this.limit - v_2;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_2;
break lab0;
}
this.slice_del();
if (among_var === 1) {
this.ket = this.cursor;
if (!this.eq_s_b("at")) {
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
if (this.find_among_b(a_5) === 0) {
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
if (!this.r_R2()) return false;
this.slice_del();
v_5 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("at")) {
this.cursor = this.limit - v_5;
break lab0;
}
this.bra = this.cursor;
if (!this.r_R2()) {
this.cursor = this.limit - v_5;
break lab0;
}
this.slice_del();
}
}
return true;
}
r_y_verb_suffix() {
let v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if (this.find_among_b(a_7) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") return false;
this.cursor -= 1;
this.slice_del();
return true;
}
r_verb_suffix() {
let among_var, v_2, v_3, v_4;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
v_3 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") {
this.cursor = this.limit - v_3;
break lab0;
}
this.cursor -= 1;
v_4 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "g") {
this.cursor = this.limit - v_3;
break lab0;
}
this.cursor -= 1;
this.cursor = this.limit - v_4;
}
this.bra = this.cursor;
this.slice_del();
} else this.slice_del();
return true;
}
r_residual_suffix() {
let among_var, v_1, v_2;
this.ket = this.cursor;
among_var = this.find_among_b(a_9);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.r_RV()) return false;
this.slice_del();
} else {
if (!this.r_RV()) return false;
this.slice_del();
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
v_2 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "g") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
this.cursor = this.limit - v_2;
if (!this.r_RV()) {
this.cursor = this.limit - v_1;
break lab0;
}
this.slice_del();
}
}
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_attached_pronoun();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
lab0: {
while (true) {
v_3 = this.limit - this.cursor;
lab1: {
if (!this.r_standard_suffix()) break lab1;
break;
}
this.cursor = this.limit - v_3;
lab1: {
if (!this.r_y_verb_suffix()) break lab1;
break;
}
this.cursor = this.limit - v_3;
if (!this.r_verb_suffix()) break lab0;
break;
}
}
this.cursor = this.limit - v_2;
v_4 = this.limit - this.cursor;
this.r_residual_suffix();
this.cursor = this.limit - v_4;
this.cursor = this.limit_backward;
v_5 = this.cursor;
this.r_postlude();
this.cursor = v_5;
return true;
}
}
const stemmer = new SpanishStemmer();
return (word) => stemmer.stem(word);
};
