/*
Translated from the esperanto stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_vowel = "aeiou";
const g_aou = "aou";
const g_digit = "0123456789";
const a_0 = table("|-|cx|gx|hx|jx|q|sx|ux|w|x|y|á|é|í|ó|ú", [14,13,1,2,3,4,12,5,6,12,12,12,7,8,9,10,11]);
const a_1 = table("as|i|is|os|u|us", -1);
const a_2 = table("ci|gi|hi|li|ili|ŝli|mi|ni|oni|ri|si|vi|ivi|ĝi|ŝi|iŝi|malŝi", -1);
const a_3 = table("amb|bald|malbald|morg|postmorg|adi|hodi|ank|ĉirk|tutĉirk|presk|almen|apen|hier|antaŭhier|malgr|ankor|kontr|anstat|kvaz", -1);
const a_4 = table("aliu|unu", -1);
const a_5 = table("aha|haha|haleluja|hola|hosana|maltra|hura|ĥaĥa|ekde|elde|disde|ehe|maltre|dirlididi|malpli|malĉi|malkaj|amen|tamen|oho|maltro|minus|uhu|muu", -1);
const a_6 = table("tri|du|unu", -1);
const a_7 = table("dek|cent", -1);
const a_8 = table("k|kelk|nen|t|mult|samt|ĉ", -1);
const a_9 = table("a|e|i|j|aj|oj|n|an|en|jn|ajn|ojn|on|o|as|is|os|us|u", [-1,-1,-1,1,-1,-1,1,-1,-1,1,-1,-1,-1,-1,-1,-1,-1,-1,-1]);
class EsperantoStemmer extends Stemmer {
r_canonical_form() {
let B_foreign, among_var, v_1;
B_foreign = false;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("ĉ"); else if (among_var === 2) this.slice_from("ĝ"); else if (among_var === 3) this.slice_from("ĥ"); else if (among_var === 4) this.slice_from("ĵ"); else if (among_var === 5) this.slice_from("ŝ"); else if (among_var === 6) this.slice_from("ŭ"); else if (among_var === 7) {
this.slice_from("a");
B_foreign = true;
} else if (among_var === 8) {
this.slice_from("e");
B_foreign = true;
} else if (among_var === 9) {
this.slice_from("i");
B_foreign = true;
} else if (among_var === 10) {
this.slice_from("o");
B_foreign = true;
} else if (among_var === 11) {
this.slice_from("u");
B_foreign = true;
} else if (among_var === 12) B_foreign = true; else if (among_var === 13) B_foreign = false; else {
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
continue;
}
this.cursor = v_1;
break;
}
return !B_foreign;
}
r_initial_apostrophe() {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "'") return false;
this.cursor += 1;
this.ket = this.cursor;
if (!this.eq_s("st")) return false;
if (this.find_among(a_1) === 0) return false;
if (this.cursor < this.limit) return false;
this.slice_from("e");
return true;
}
r_pronoun() {
let v_1;
this.ket = this.cursor;
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "n") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if (this.find_among_b(a_2) === 0) return false;
while (true) {
lab0: {
if (this.cursor > this.limit_backward) break lab0;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") return false;
this.cursor -= 1;
break;
}
this.slice_del();
return true;
}
r_final_apostrophe() {
let v_1;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
this.bra = this.cursor;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "l") break lab0;
this.cursor -= 1;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("a");
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (!this.eq_s_b("un")) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("u");
break;
}
this.cursor = this.limit - v_1;
lab0: {
if (this.find_among_b(a_3) === 0) break lab0;
while (true) {
lab1: {
if (this.cursor > this.limit_backward) break lab1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") break lab0;
this.cursor -= 1;
break;
}
this.slice_from("aŭ");
break;
}
this.cursor = this.limit - v_1;
this.slice_from("o");
break;
}
return true;
}
r_ujn_suffix() {
let v_1, v_2;
this.ket = this.cursor;
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "n") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
}
v_2 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "j") {
this.cursor = this.limit - v_2;
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if (this.find_among_b(a_4) === 0) return false;
while (true) {
lab0: {
if (this.cursor > this.limit_backward) break lab0;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") return false;
this.cursor -= 1;
break;
}
this.slice_del();
return true;
}
r_uninflected() {
if (this.find_among_b(a_5) === 0) return false;
while (true) {
lab0: {
if (this.cursor > this.limit_backward) break lab0;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") return false;
this.cursor -= 1;
break;
}
return true;
}
r_merged_numeral() {
if (this.find_among_b(a_6) === 0) return false;
return this.find_among_b(a_7) !== 0;
}
r_correlative() {
let v_1, v_2, v_3, v_4, v_5, v_6;
this.ket = this.cursor;
this.bra = this.cursor;
v_1 = this.limit - this.cursor;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
v_3 = this.limit - this.cursor;
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "n") {
this.cursor = this.limit - v_3;
break lab1;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") break lab0;
this.cursor -= 1;
break;
}
this.cursor = this.limit - v_2;
v_4 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "n") {
this.cursor = this.limit - v_4;
break lab0;
}
this.cursor -= 1;
}
v_5 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "j") {
this.cursor = this.limit - v_5;
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
if (!this.in_grouping_b(g_aou)) return false;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") return false;
this.cursor -= 1;
v_6 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_8) === 0) {
this.cursor = this.limit - v_6;
break lab0;
}
}
while (true) {
lab0: {
if (this.cursor > this.limit_backward) break lab0;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") return false;
this.cursor -= 1;
break;
}
this.cursor = this.limit - v_1;
this.slice_del();
return true;
}
r_long_word() {
let _, v_1;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
for (_ = 0; _ < 2; _++) {
if (!this.go_out_grouping_b(g_vowel)) break lab0;
this.cursor -= 1;
}
break;
}
this.cursor = this.limit - v_1;
lab0: {
while (true) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") break lab1;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward) break lab0;
this.cursor -= 1;
}
if (this.cursor <= this.limit_backward) break lab0;
this.cursor -= 1;
break;
}
this.cursor = this.limit - v_1;
if (!this.go_out_grouping_b(g_digit)) return false;
this.cursor -= 1;
break;
}
return true;
}
r_standard_suffix() {
let among_var, v_1, v_2;
this.ket = this.cursor;
among_var = this.find_among_b(a_9);
if (among_var === 0) return false;
if (among_var === 1) {
v_1 = this.limit - this.cursor;
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") break lab0;
this.cursor -= 1;
break;
}
if (!this.in_grouping_b(g_digit)) return false;
break;
}
this.cursor = this.limit - v_1;
}
v_2 = this.limit - this.cursor;
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "-") {
this.cursor = this.limit - v_2;
break lab0;
}
this.cursor -= 1;
}
this.bra = this.cursor;
this.slice_del();
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
if (!this.r_canonical_form()) return false;
this.cursor = v_1;
v_2 = this.cursor;
this.r_initial_apostrophe();
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = this.limit - this.cursor;
lab0: {
if (!this.r_pronoun()) break lab0;
return false;
}
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_final_apostrophe();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
lab0: {
if (!this.r_correlative()) break lab0;
return false;
}
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
lab0: {
if (!this.r_uninflected()) break lab0;
return false;
}
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
lab0: {
if (!this.r_merged_numeral()) break lab0;
return false;
}
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
lab0: {
if (!this.r_ujn_suffix()) break lab0;
return false;
}
this.cursor = this.limit - v_8;
v_9 = this.limit - this.cursor;
if (!this.r_long_word()) return false;
this.cursor = this.limit - v_9;
if (!this.r_standard_suffix()) return false;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new EsperantoStemmer();
return (word) => stemmer.stem(word);
};
