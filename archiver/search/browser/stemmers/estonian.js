/*
Translated from the estonian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_V1 = "aeiouäõöü";
const g_RV = "'aeiou";
const g_KI = "bdfghkpstzšž";
const g_GI = "aceijlmnoqruvwxäõöü";
const a_0 = table("gi|ki", [1,2]);
const a_1 = table("da|mata|b|ksid|nuksid|me|sime|ksime|nuksime|akse|dakse|takse|site|ksite|nuksite|n|sin|ksin|nuksin|daks|taks", [3,1,3,1,1,3,1,1,1,2,1,1,1,1,1,3,1,1,1,1,1]);
const a_2 = table("aa|ee|ii|oo|uu|ää|õõ|öö|üü", -1);
const a_3 = table("lane|line|mine|lasse|lisse|misse|lasi|lisi|misi|last|list|mist", [1,3,2,1,3,2,1,3,2,1,3,2]);
const as_3 = ["lase", "mise", "lise"];
const a_4 = table("ga|ta|le|sse|l|s|ks|t|lt|st", [1,1,1,1,1,1,1,2,1,1]);
const a_5 = table("|las|lis|mis|t", [2,1,1,1,-1]);
const as_5 = ["e", ""];
const a_6 = table("d|sid|de|ikkude|ike|ikke|te", [4,2,4,1,1,1,3]);
const a_7 = table("va|du|nu|tu", -1);
const a_8 = table("kk|pp|tt", [1,2,3]);
const as_8 = ["k", "p", "t"];
const a_9 = table("ma|mai|m", [2,1,1]);
const a_10 = table("joob|jood|joodakse|jooma|joomata|joome|joon|joote|joovad|juua|juuakse|jäi|jäid|jäime|jäin|jäite|jääb|jääd|jääda|jäädakse|jäädi|jääks|jääksid|jääksime|jääksin|jääksite|jääma|jäämata|jääme|jään|jääte|jäävad|jõi|jõid|jõime|jõin|jõite|keeb|keed|keedakse|keeks|keeksid|keeksime|keeksin|keeksite|keema|keemata|keeme|keen|kees|keeta|keete|keevad|käia|käiakse|käib|käid|käidi|käiks|käiksid|käiksime|käiksin|käiksite|käima|käimata|käime|käin|käis|käite|käivad|laob|laod|laoks|laoksid|laoksime|laoksin|laoksite|laome|laon|laote|laovad|loeb|loed|loeks|loeksid|loeksime|loeksin|loeksite|loeme|loen|loete|loevad|loob|lood|loodi|looks|looksid|looksime|looksin|looksite|looma|loomata|loome|loon|loote|loovad|luua|luuakse|lõi|lõid|lõime|lõin|lõite|lööb|lööd|löödakse|löödi|lööks|lööksid|lööksime|lööksin|lööksite|lööma|löömata|lööme|löön|lööte|löövad|lüüa|lüüakse|müüa|müüakse|müüb|müüd|müüdi|müüks|müüksid|müüksime|müüksin|müüksite|müüma|müümata|müüme|müün|müüs|müüte|müüvad|näeb|näed|näeks|näeksid|näeksime|näeksin|näeksite|näeme|näen|näete|näevad|nägema|nägemata|näha|nähakse|nähti|põeb|põed|põeks|põeksid|põeksime|põeksin|põeksite|põeme|põen|põete|põevad|saab|saad|saada|saadakse|saadi|saaks|saaksid|saaksime|saaksin|saaksite|saama|saamata|saame|saan|saate|saavad|sai|said|saime|sain|saite|sõi|sõid|sõime|sõin|sõite|sööb|sööd|söödakse|söödi|sööks|sööksid|sööksime|sööksin|sööksite|sööma|söömata|sööme|söön|sööte|söövad|süüa|süüakse|teeb|teed|teeks|teeksid|teeksime|teeksin|teeksite|teeme|teen|teete|teevad|tegema|tegemata|teha|tehakse|tehti|toob|tood|toodi|tooks|tooksid|tooksime|tooksin|tooksite|tooma|toomata|toome|toon|toote|toovad|tuua|tuuakse|tõi|tõid|tõime|tõin|tõite|viia|viiakse|viib|viid|viidi|viiks|viiksid|viiksime|viiksin|viiksite|viima|viimata|viime|viin|viisime|viisin|viisite|viite|viivad|võib|võid|võida|võidakse|võidi|võiks|võiksid|võiksime|võiksin|võiksite|võima|võimata|võime|võin|võis|võite|võivad", [1,1,1,1,1,1,1,1,1,1,1,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,12,1,1,1,1,1,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8,8,16,16,16,16,16,16,16,16,16,16,16,14,14,14,14,14,14,14,14,14,14,14,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,6,6,6,6,6,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,13,13,13,13,13,13,13,13,13,13,13,13,13,13,13,13,13,18,18,18,18,18,18,18,18,18,18,18,18,18,18,18,18,15,15,15,15,15,15,15,15,15,15,15,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,9,17,17,17,17,17,17,17,17,17,17,17,17,17,17,17,17,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,10,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,3,11,11,11,11,11,11,11,11,11,11,11,11,11,11,11,11,11]);
const as_10 = ["joo", "saa", "viima", "keesi", "löö", "lõi", "loo", "käisi", "söö", "too", "võisi", "jääma", "müüsi", "luge", "põde", "ladu", "tegi", "nägi"];
class EstonianStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1;
this.I_p1 = this.limit;
while (true) {
v_1 = this.cursor;
lab0: {
if ((this.cursor + 2) > this.limit) break lab0;
this.cursor += 2;
while (true) {
lab1: {
if (this.cursor === this.limit || this.current[this.cursor] !== "'") break lab1;
this.cursor += 1;
break;
}
if (this.cursor >= this.limit) break lab0;
this.cursor += 1;
}
break;
}
this.cursor = v_1;
if (!this.go_out_grouping(g_V1)) return false;
this.cursor += 1;
if (!this.go_in_grouping(g_V1)) return false;
this.cursor += 1;
break;
}
this.I_p1 = this.cursor;
return true;
}
r_emphasis() {
let among_var, v_2, v_3, v_4, v_5;
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
v_3 = this.limit - this.cursor;
if ((this.cursor - 4) < this.limit_backward) return false;
this.cursor -= 4;
this.cursor = this.limit - v_3;
if (among_var === 1) {
v_4 = this.limit - this.cursor;
if (!this.in_grouping_b(g_GI)) return false;
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
lab0: {
if (!this.r_LONGV()) break lab0;
return false;
}
this.cursor = this.limit - v_5;
this.slice_del();
} else {
if (!this.in_grouping_b(g_KI)) return false;
this.slice_del();
}
return true;
}
r_verb() {
let among_var, v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) this.slice_del(); else if (among_var === 2) this.slice_from("a"); else {
if (!this.in_grouping_b(g_V1)) return false;
this.slice_del();
}
return true;
}
r_LONGV() {
return this.find_among_b(a_2) !== 0;
}
r_i_plural() {
let v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "i") {
this.limit_backward = v_2;
return false;
}
this.cursor -= 1;
this.bra = this.cursor;
this.limit_backward = v_2;
if (!this.in_grouping_b(g_RV)) return false;
this.slice_del();
return true;
}
r_special_noun_endings() {
let among_var, v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_from(as_3[among_var - 1]);
return true;
}
r_case_ending() {
let among_var, v_2, v_3;
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
while (true) {
lab0: {
if (!this.in_grouping_b(g_RV)) break lab0;
break;
}
if (!this.r_LONGV()) return false;
break;
}
} else {
v_3 = this.limit - this.cursor;
if ((this.cursor - 4) < this.limit_backward) return false;
this.cursor -= 4;
this.cursor = this.limit - v_3;
}
this.slice_del();
return true;
}
r_plural_three_first_cases() {
let among_var, v_2, v_3, v_4, v_5;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) this.slice_from("iku"); else if (among_var === 2) {
v_3 = this.limit - this.cursor;
lab0: {
if (!this.r_LONGV()) break lab0;
return false;
}
this.cursor = this.limit - v_3;
this.slice_del();
} else if (among_var === 3) {
while (true) {
v_4 = this.limit - this.cursor;
lab0: {
v_5 = this.limit - this.cursor;
if ((this.cursor - 4) < this.limit_backward) break lab0;
this.cursor -= 4;
this.cursor = this.limit - v_5;
among_var = this.find_among_b(a_5);
if (among_var > 0) this.slice_from(as_5[among_var - 1]);
break;
}
this.cursor = this.limit - v_4;
this.slice_from("t");
break;
}
} else {
while (true) {
lab0: {
if (!this.in_grouping_b(g_RV)) break lab0;
break;
}
if (!this.r_LONGV()) return false;
break;
}
this.slice_del();
}
return true;
}
r_nu() {
let v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_7) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
r_undouble_kpt() {
let among_var;
if (!this.in_grouping_b(g_V1)) return false;
if (this.I_p1 > this.cursor) return false;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_8[among_var - 1]);
return true;
}
r_degrees() {
let among_var, v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_9);
if (among_var === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
if (among_var === 1) {
if (!this.in_grouping_b(g_RV)) return false;
this.slice_del();
} else this.slice_del();
return true;
}
r_substantive() {
let v_1, v_2, v_3, v_4, v_5, v_6;
v_1 = this.limit - this.cursor;
this.r_special_noun_endings();
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
this.r_case_ending();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_plural_three_first_cases();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_degrees();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_i_plural();
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
this.r_nu();
this.cursor = this.limit - v_6;
return true;
}
r_verb_exceptions() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_10);
if (among_var === 0) return false;
this.ket = this.cursor;
if (this.cursor < this.limit) return false;
this.slice_from(as_10[among_var - 1]);
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6;
v_1 = this.cursor;
lab0: {
if (!this.r_verb_exceptions()) break lab0;
return false;
}
this.cursor = v_1;
v_2 = this.cursor;
this.r_mark_regions();
this.cursor = v_2;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = this.limit - this.cursor;
this.r_emphasis();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
lab0: {
while (true) {
v_5 = this.limit - this.cursor;
lab1: {
if (!this.r_verb()) break lab1;
break;
}
this.cursor = this.limit - v_5;
this.r_substantive();
break;
}
}
this.cursor = this.limit - v_4;
v_6 = this.limit - this.cursor;
this.r_undouble_kpt();
this.cursor = this.limit - v_6;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new EstonianStemmer();
return (word) => stemmer.stem(word);
};
