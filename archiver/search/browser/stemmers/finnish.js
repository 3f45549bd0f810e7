/*
Translated from the finnish stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_AEI = "aeiä";
const g_C = "bcdfghjklmnpqrstvwxz";
const g_v = "aeiouyäö";
const g_particle_end = "aeinotuyäö";
const a_0 = table("pa|sti|kaan|han|kin|hän|kään|ko|pä|kö", [1,2,1,1,1,1,1,1,1,1]);
const a_1 = table("lla|na|ssa|ta|lta|sta", -1);
const a_2 = table("llä|nä|ssä|tä|ltä|stä", -1);
const a_3 = table("lle|ine", -1);
const a_4 = table("nsa|mme|nne|ni|si|an|en|än|nsä", [3,3,3,2,1,4,6,5,3]);
const a_5 = table("aa|ee|ii|oo|uu|ää|öö", -1);
const a_6 = table("'|ai|ei|ii|oi|ui|äi|öi", -1);
const a_7 = table("a|lla|na|ssa|ta|lta|sta|tta|lle|ine|ksi|n|han|den|seen|hen|tten|hin|siin|hon|hun|hän|hön|ä|llä|nä|ssä|tä|ltä|stä|ttä", [2,-1,-1,-1,-1,-1,-1,3,-1,-1,-1,1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,2,-1,-1,-1,-1,-1,-1,3], ["", "", "", "", "", "", "", "", "", "", "", "", "r_A", "r_VI", "r_LV", "r_E", "r_VI", "r_I", "r_VI", "r_O", "r_U", "r_A_", "r_O_", "", "", "", "", "", "", "", ""]);
const a_8 = table("eja|mma|imma|mpa|impa|mmi|immi|mpi|impi|ejä|mmä|immä|mpä|impä", [-1,1,-1,1,-1,1,-1,1,-1,-1,1,-1,1,-1]);
const a_9 = table("i|j", -1);
const a_10 = table("mma|imma", [1,-1]);
class FinnishStemmer extends Stemmer {
B_ending_removed = false;
I_p2 = 0;
I_p1 = 0;
r_mark_regions() {
this.I_p1 = this.limit;
this.I_p2 = this.limit;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) return false;
this.cursor += 1;
this.I_p1 = this.cursor;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) return false;
this.cursor += 1;
this.I_p2 = this.cursor;
return true;
}
r_particle_etc() {
let among_var, v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
if (!this.in_grouping_b(g_particle_end)) return false;
} else if (this.I_p2 > this.cursor) return false;
this.slice_del();
return true;
}
r_possessive() {
let among_var, v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "k") break lab0;
this.cursor -= 1;
return false;
}
this.slice_del();
} else if (among_var === 2) {
this.slice_del();
this.ket = this.cursor;
if (!this.eq_s_b("kse")) return false;
this.bra = this.cursor;
this.slice_from("ksi");
} else if (among_var === 3) this.slice_del(); else if (among_var === 4) {
if (this.find_among_b(a_1) === 0) return false;
this.slice_del();
} else if (among_var === 5) {
if (this.find_among_b(a_2) === 0) return false;
this.slice_del();
} else {
if (this.find_among_b(a_3) === 0) return false;
this.slice_del();
}
return true;
}
r_LV() {
return this.find_among_b(a_5) !== 0;
}
r_VI() {
return this.find_among_b(a_6) !== 0;
}
r_A() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "a") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_E() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_I() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_O() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "o") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_U() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_A_() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ä") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_O_() {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ö") break lab0;
this.cursor -= 1;
break;
}
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ø") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
break;
}
return true;
}
r_case_ending() {
let among_var, v_2, v_3, v_4, v_5;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
v_3 = this.limit - this.cursor;
lab0: {
v_4 = this.limit - this.cursor;
while (true) {
v_5 = this.limit - this.cursor;
lab1: {
if (!this.r_LV()) break lab1;
break;
}
this.cursor = this.limit - v_5;
if (!this.eq_s_b("ie")) {
this.cursor = this.limit - v_3;
break lab0;
}
break;
}
this.cursor = this.limit - v_4;
if (this.cursor <= this.limit_backward) {
this.cursor = this.limit - v_3;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
}
} else if (among_var === 2) {
if (!this.in_grouping_b(g_v)) return false;
if (!this.in_grouping_b(g_C)) return false;
} else if (among_var === 3) {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "e") return false;
this.cursor -= 1;
}
this.slice_del();
this.B_ending_removed = true;
return true;
}
r_other_endings() {
let among_var, v_2;
if (this.cursor < this.I_p2) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p2;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
lab0: {
if (!this.eq_s_b("po")) break lab0;
return false;
}
}
this.slice_del();
return true;
}
r_i_plural() {
let v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_9) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
r_t_plural() {
let among_var, v_2, v_3, v_5;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "t") {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
v_3 = this.limit - this.cursor;
if (!this.in_grouping_b(g_v)) {
this.limit_backward = v_2;
return false;
}
this.cursor = this.limit - v_3;
this.slice_del();
this.limit_backward = v_2;
if (this.cursor < this.I_p2) return false;
v_5 = this.limit_backward;
this.limit_backward = this.I_p2;
this.ket = this.cursor;
among_var = this.find_among_b(a_10);
if (among_var === 0) {
this.limit_backward = v_5;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_5;
if (among_var === 1) {
lab0: {
if (!this.eq_s_b("po")) break lab0;
return false;
}
}
this.slice_del();
return true;
}
r_tidy() {
let S_x, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
v_3 = this.limit - this.cursor;
lab0: {
v_4 = this.limit - this.cursor;
if (!this.r_LV()) break lab0;
this.cursor = this.limit - v_4;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward) break lab0;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
}
this.cursor = this.limit - v_3;
v_5 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.in_grouping_b(g_AEI)) break lab0;
this.bra = this.cursor;
if (!this.in_grouping_b(g_C)) break lab0;
this.slice_del();
}
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "j") break lab0;
this.cursor -= 1;
this.bra = this.cursor;
while (true) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "o") break lab1;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "u") break lab0;
this.cursor -= 1;
break;
}
this.slice_del();
}
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "o") break lab0;
this.cursor -= 1;
this.bra = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "j") break lab0;
this.cursor -= 1;
this.slice_del();
}
this.cursor = this.limit - v_7;
this.limit_backward = v_2;
v_8 = this.limit - this.cursor;
lab0: {
if (!this.go_in_grouping_b(g_v)) break lab0;
this.ket = this.cursor;
if (!this.in_grouping_b(g_C)) break lab0;
this.bra = this.cursor;
S_x = this.slice_to();
if (!this.eq_s_b(S_x)) break lab0;
this.slice_del();
}
this.cursor = this.limit - v_8;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.B_ending_removed = false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
this.r_particle_etc();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_possessive();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_case_ending();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_other_endings();
this.cursor = this.limit - v_5;
while (true) {
lab0: {
if (!this.B_ending_removed) break lab0;
v_6 = this.limit - this.cursor;
this.r_i_plural();
this.cursor = this.limit - v_6;
break;
}
v_7 = this.limit - this.cursor;
this.r_t_plural();
this.cursor = this.limit - v_7;
break;
}
v_8 = this.limit - this.cursor;
this.r_tidy();
this.cursor = this.limit - v_8;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new FinnishStemmer();
return (word) => stemmer.stem(word);
};
