/*
Translated from the romanian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouâîă";
const a_0 = table("ş|ţ", [1,2]);
const as_0 = ["ș", "ț"];
const a_1 = table("|I|U", [3,1,2]);
const a_2 = table("ea|ația|aua|iua|ație|ele|ile|iile|iei|atei|ii|ului|ul|elor|ilor|iilor", [3,7,2,4,7,3,5,4,4,6,4,1,1,3,4,4]);
const a_3 = table("icala|iciva|ativa|itiva|icale|ațiune|ițiune|atoare|itoare|ătoare|icitate|abilitate|ibilitate|ivitate|icive|ative|itive|icali|atori|icatori|itori|ători|icitati|abilitati|ivitati|icivi|ativi|itivi|icităi|abilităi|ivităi|icități|abilități|ivități|ical|ator|icator|itor|ător|iciv|ativ|itiv|icală|icivă|ativă|itivă", [4,4,5,6,4,5,6,5,6,5,4,1,2,3,4,5,6,4,5,4,6,5,4,1,3,4,5,6,4,1,3,4,1,3,4,5,4,6,5,4,5,6,4,4,5,6]);
const as_3 = ["abil", "ibil", "iv", "ic", "at", "it"];
const a_4 = table("ica|abila|ibila|oasa|ata|ita|anta|ista|uta|iva|ic|ice|abile|ibile|isme|iune|oase|ate|itate|ite|ante|iste|ute|ive|ici|abili|ibili|iuni|atori|osi|ati|itati|iti|anti|isti|uti|iști|ivi|ităi|oși|ități|abil|ibil|ism|ator|os|at|it|ant|ist|ut|iv|ică|abilă|ibilă|oasă|ată|ită|antă|istă|ută|ivă", [1,1,1,1,1,1,1,3,1,1,1,1,1,1,3,2,1,1,1,1,1,3,1,1,1,1,1,2,1,1,1,1,1,1,3,1,3,1,1,1,1,1,1,3,1,1,1,1,1,3,1,1,1,1,1,1,1,1,1,3,1,1]);
const a_5 = table("ea|ia|esc|ăsc|ind|ând|are|ere|ire|âre|se|ase|sese|ise|use|âse|ește|ăște|eze|ai|eai|iai|sei|ești|ăști|ui|ezi|âi|ași|seși|aseși|seseși|iseși|useși|âseși|iși|uși|âși|ați|eați|iați|eți|iți|âți|arăți|serăți|aserăți|seserăți|iserăți|userăți|âserăți|irăți|urăți|ârăți|am|eam|iam|em|asem|sesem|isem|usem|âsem|im|âm|ăm|arăm|serăm|aserăm|seserăm|iserăm|userăm|âserăm|irăm|urăm|ârăm|au|eau|iau|indu|ându|ez|ească|ară|seră|aseră|seseră|iseră|useră|âseră|iră|ură|âră|ează", [1,1,1,1,1,1,1,1,1,1,2,1,2,1,1,1,1,1,1,1,1,1,2,1,1,1,1,1,1,2,1,2,1,1,1,1,1,1,2,1,1,2,2,2,1,2,1,2,1,1,1,1,1,1,1,1,1,2,1,2,1,1,1,2,2,2,1,2,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,1,2,1,1,1,1,1,1,1]);
const a_6 = table("a|e|ie|i|ă", 1);
class RomanianStemmer extends Stemmer {
B_standard_suffix_removed = false;
I_p2 = 0;
I_p1 = 0;
I_pV = 0;
r_norm() {
let among_var, v_1, v_2, v_3;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
if (among_var === 0) break lab2;
this.ket = this.cursor;
this.slice_from(as_0[among_var - 1]);
this.cursor = v_3;
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_prelude() {
let v_1, v_2, v_3;
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!this.in_grouping(g_v)) break lab1;
this.bra = this.cursor;
while (true) {
v_3 = this.cursor;
lab2: {
if (this.cursor === this.limit || this.current[this.cursor] !== "u") break lab2;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab2;
this.slice_from("U");
break;
}
this.cursor = v_3;
if (this.cursor === this.limit || this.current[this.cursor] !== "i") break lab1;
this.cursor += 1;
this.ket = this.cursor;
if (!this.in_grouping(g_v)) break lab1;
this.slice_from("I");
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
r_R1() {
return this.I_p1 <= this.cursor;
}
r_step_0() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (among_var === 1) this.slice_del(); else if (among_var === 2) this.slice_from("a"); else if (among_var === 3) this.slice_from("e"); else if (among_var === 4) this.slice_from("i"); else if (among_var === 5) {
lab0: {
if (!this.eq_s_b("ab")) break lab0;
return false;
}
this.slice_from("i");
} else if (among_var === 6) this.slice_from("at"); else this.slice_from("ați");
return true;
}
r_combo_suffix() {
let among_var, v_1;
v_1 = this.limit - this.cursor;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_3[among_var - 1]);
this.B_standard_suffix_removed = true;
this.cursor = this.limit - v_1;
return true;
}
r_standard_suffix() {
let among_var, v_1;
this.B_standard_suffix_removed = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_combo_suffix()) break lab0;
continue;
}
this.cursor = this.limit - v_1;
break;
}
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
this.bra = this.cursor;
if (this.I_p2 > this.cursor) return false;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ț") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("t");
} else this.slice_from("ist");
this.B_standard_suffix_removed = true;
return true;
}
r_verb_suffix() {
let among_var, v_2;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
lab0: {
if (!this.out_grouping_b(g_v)) break lab0;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else this.slice_del();
this.limit_backward = v_2;
return true;
}
r_vowel_suffix() {
this.ket = this.cursor;
if (this.find_among_b(a_6) === 0) return false;
this.bra = this.cursor;
if (this.I_pV > this.cursor) return false;
this.slice_del();
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6;
this.r_norm();
v_1 = this.cursor;
this.r_prelude();
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
this.r_step_0();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_standard_suffix();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
lab0: {
while (true) {
lab1: {
if (!this.B_standard_suffix_removed) break lab1;
break;
}
if (!this.r_verb_suffix()) break lab0;
break;
}
}
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_vowel_suffix();
this.cursor = this.limit - v_5;
this.cursor = this.limit_backward;
v_6 = this.cursor;
this.r_postlude();
this.cursor = v_6;
return true;
}
}
const stemmer = new RomanianStemmer();
return (word) => stemmer.stem(word);
};
