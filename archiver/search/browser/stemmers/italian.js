/*
Translated from the italian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouàèìòù";
const g_AEIO = "aeioàèìò";
const g_CG = "cg";
const a_0 = table("all'|d'|dall'|dell'|gl'|l'|m'|nell'|quell'|quest'|s'|sull'|t'|tutt'|un'|v'", -1);
const a_1 = table("|qu|á|é|í|ó|ú", [7,6,1,2,3,4,5]);
const a_2 = table("|I|U", [3,1,2]);
const a_3 = table("la|cela|gliela|mela|tela|vela|le|cele|gliele|mele|tele|vele|ne|cene|gliene|mene|sene|tene|vene|ci|li|celi|glieli|meli|teli|veli|gli|mi|si|ti|vi|lo|celo|glielo|melo|telo|velo", -1);
const a_4 = table("ando|endo|ar|er|ir", [1,1,2,2,2]);
const as_4 = ["", "e"];
const a_5 = table("ic|abil|os|iv", [-1,-1,-1,1]);
const a_6 = table("ic|abil|iv", 1);
const a_7 = table("ica|logia|osa|ista|iva|anza|enza|ice|atrice|iche|logie|abile|ibile|usione|azione|uzione|atore|ose|ante|mente|amente|iste|ive|anze|enze|ici|atrici|ichi|abili|ibili|ismi|usioni|azioni|uzioni|atori|osi|anti|amenti|imenti|isti|ivi|ico|ismo|oso|amento|imento|ivo|ità|istà|istè|istì", [1,3,1,1,9,1,5,1,1,1,3,1,1,4,2,4,2,1,1,1,7,1,9,1,5,1,1,1,1,1,1,4,2,4,2,1,1,6,6,1,9,1,1,1,6,6,9,8,1,1,1]);
const a_8 = table("isca|enda|ata|ita|uta|ava|eva|iva|erebbe|irebbe|isce|ende|are|ere|ire|asse|ate|avate|evate|ivate|ete|erete|irete|ite|ereste|ireste|ute|erai|irai|isci|endi|erei|irei|assi|ati|iti|eresti|iresti|uti|avi|evi|ivi|isco|ando|endo|Yamo|iamo|avamo|evamo|ivamo|eremo|iremo|assimo|ammo|emmo|eremmo|iremmo|immo|ano|iscano|avano|evano|ivano|eranno|iranno|ono|iscono|arono|erono|irono|erebbero|irebbero|assero|essero|issero|ato|ito|uto|avo|evo|ivo|ar|ir|erà|irà|erò|irò", 1);
class ItalianStemmer extends Stemmer {
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_elisions() {
this.bra = this.cursor;
if (this.find_among(a_0) === 0) return false;
this.ket = this.cursor;
if (this.cursor >= this.limit) return false;
this.slice_del();
return true;
}
r_prelude() {
let among_var, v_1, v_2, v_3, v_4, v_5;
v_1 = this.cursor;
while (true) {
v_2 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_1);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("à"); else if (among_var === 2) this.slice_from("è"); else if (among_var === 3) this.slice_from("ì"); else if (among_var === 4) this.slice_from("ò"); else if (among_var === 5) this.slice_from("ù"); else if (among_var === 6) this.slice_from("qU"); else {
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
v_3 = this.cursor;
lab0: {
while (true) {
v_4 = this.cursor;
lab1: {
if (!this.in_grouping(g_v)) break lab1;
this.bra = this.cursor;
while (true) {
v_5 = this.cursor;
lab2: {
if (this.cursor === this.limit || this.current[this.cursor] !== "u") break lab2;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab2;
this.slice_from("U");
break;
}
this.cursor = v_5;
if (this.cursor === this.limit || this.current[this.cursor] !== "i") break lab1;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab1;
this.slice_from("I");
break;
}
this.cursor = v_4;
break;
}
this.cursor = v_4;
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
continue;
}
this.cursor = v_3;
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
lab1: {
if (!this.eq_s("divan")) break lab1;
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
among_var = this.find_among(a_2);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("i"); else if (among_var === 2) this.slice_from("u"); else {
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
if (this.find_among_b(a_3) === 0) return false;
this.bra = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
if (!this.r_RV()) return false;
this.slice_from(as_4[among_var - 1]);
return true;
}
r_standard_suffix() {
let among_var, v_1, v_2, v_3, v_4;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
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
if (!this.r_RV()) return false;
this.slice_del();
} else if (among_var === 7) {
if (this.I_p1 > this.cursor) return false;
this.slice_del();
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
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
} else if (among_var === 8) {
if (!this.r_R2()) return false;
this.slice_del();
v_3 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_6) === 0) {
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
} else {
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
this.ket = this.cursor;
if (!this.eq_s_b("ic")) {
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
}
return true;
}
r_verb_suffix() {
let v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
if (this.find_among_b(a_8) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.slice_del();
this.limit_backward = v_2;
return true;
}
r_vowel_suffix() {
let v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.in_grouping_b(g_AEIO)) {
this.cursor = this.limit - v_1;
break lab0;
}
this.bra = this.cursor;
if (!this.r_RV()) {
this.cursor = this.limit - v_1;
break lab0;
}
this.slice_del();
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!this.r_RV()) {
this.cursor = this.limit - v_1;
break lab0;
}
this.slice_del();
}
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "h") {
this.cursor = this.limit - v_2;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
if (!this.in_grouping_b(g_CG)) {
this.cursor = this.limit - v_2;
break lab0;
}
if (!this.r_RV()) {
this.cursor = this.limit - v_2;
break lab0;
}
this.slice_del();
}
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7;
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
this.r_attached_pronoun();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
lab0: {
while (true) {
v_5 = this.limit - this.cursor;
lab1: {
if (!this.r_standard_suffix()) break lab1;
break;
}
this.cursor = this.limit - v_5;
if (!this.r_verb_suffix()) break lab0;
break;
}
}
this.cursor = this.limit - v_4;
v_6 = this.limit - this.cursor;
this.r_vowel_suffix();
this.cursor = this.limit - v_6;
this.cursor = this.limit_backward;
v_7 = this.cursor;
this.r_postlude();
this.cursor = v_7;
return true;
}
}
const stemmer = new ItalianStemmer();
return (word) => stemmer.stem(word);
};
