/*
Translated from the russian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "аеиоуыэюя";
const a_0 = table("в|ив|ыв|вши|ивши|ывши|вшись|ившись|ывшись", [1,2,2,1,2,2,1,2,2]);
const a_1 = table("ее|ие|ое|ые|ими|ыми|ей|ий|ой|ый|ем|им|ом|ым|его|ого|ему|ому|их|ых|ею|ою|ую|юю|ая|яя", 1);
const a_2 = table("ем|нн|вш|ивш|ывш|щ|ющ|ующ", [1,1,1,2,2,1,1,2]);
const a_3 = table("сь|ся", 1);
const a_4 = table("ла|ила|ыла|на|ена|ете|ите|йте|ейте|уйте|ли|или|ыли|й|ей|уй|л|ил|ыл|ем|им|ым|н|ен|ло|ило|ыло|но|ено|нно|ет|ует|ит|ыт|ют|уют|ят|ны|ены|ть|ить|ыть|ешь|ишь|ю|ую", [1,2,2,1,2,1,2,1,2,2,1,2,2,1,2,2,1,2,2,1,2,2,1,2,1,2,2,1,2,1,1,2,2,2,1,2,2,1,2,1,2,2,1,2,2,2]);
const a_5 = table("а|ев|ов|е|ие|ье|и|еи|ии|ами|ями|иями|й|ей|ией|ий|ой|ам|ем|ием|ом|ям|иям|о|у|ах|ях|иях|ы|ь|ю|ию|ью|я|ия|ья", 1);
const a_6 = table("ост|ость", 1);
const a_7 = table("ейше|н|ейш|ь", [1,2,1,3]);
class RussianStemmer extends Stemmer {
I_p2 = 0;
I_pV = 0;
r_mark_regions() {
let v_1;
this.I_pV = this.limit;
this.I_p2 = this.limit;
v_1 = this.cursor;
lab0: {
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_pV = this.cursor;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p2 = this.cursor;
}
this.cursor = v_1;
return true;
}
r_perfective_gerund() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "а") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "я") return false;
this.cursor -= 1;
break;
}
this.slice_del();
} else this.slice_del();
return true;
}
r_adjective() {
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_adjectival() {
let among_var, v_1;
if (!this.r_adjective()) return false;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) {
this.cursor = this.limit - v_1;
break lab0;
}
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "а") break lab1;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "я") {
this.cursor = this.limit - v_1;
break lab0;
}
this.cursor -= 1;
break;
}
this.slice_del();
} else this.slice_del();
}
return true;
}
r_reflexive() {
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_verb() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "а") break lab0;
this.cursor -= 1;
break;
}
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "я") return false;
this.cursor -= 1;
break;
}
this.slice_del();
} else this.slice_del();
return true;
}
r_noun() {
this.ket = this.cursor;
if (this.find_among_b(a_5) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_derivational() {
this.ket = this.cursor;
if (this.find_among_b(a_6) === 0) return false;
this.bra = this.cursor;
if (this.I_p2 > this.cursor) return false;
this.slice_del();
return true;
}
r_tidy_up() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
this.slice_del();
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "н") return false;
this.cursor -= 1;
this.bra = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "н") return false;
this.cursor -= 1;
this.slice_del();
} else if (among_var === 2) {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "н") return false;
this.cursor -= 1;
this.slice_del();
} else this.slice_del();
return true;
}
run() {
let v_1, v_10, v_11, v_12, v_2, v_3, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
while (true) {
v_3 = this.cursor;
lab2: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "ё") break lab2;
this.cursor += 1;
this.ket = this.cursor;
this.cursor = v_3;
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
}
this.slice_from("е");
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (this.cursor < this.I_pV) return false;
v_5 = this.limit_backward;
this.limit_backward = this.I_pV;
v_6 = this.limit - this.cursor;
lab0: {
while (true) {
v_7 = this.limit - this.cursor;
lab1: {
if (!this.r_perfective_gerund()) break lab1;
break;
}
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
lab1: {
if (!this.r_reflexive()) {
this.cursor = this.limit - v_8;
break lab1;
}
}
while (true) {
v_9 = this.limit - this.cursor;
lab1: {
if (!this.r_adjectival()) break lab1;
break;
}
this.cursor = this.limit - v_9;
lab1: {
if (!this.r_verb()) break lab1;
break;
}
this.cursor = this.limit - v_9;
if (!this.r_noun()) break lab0;
break;
}
break;
}
}
this.cursor = this.limit - v_6;
v_10 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "и") {
this.cursor = this.limit - v_10;
break lab0;
}
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
}
v_11 = this.limit - this.cursor;
this.r_derivational();
this.cursor = this.limit - v_11;
v_12 = this.limit - this.cursor;
this.r_tidy_up();
this.cursor = this.limit - v_12;
this.limit_backward = v_5;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new RussianStemmer();
return (word) => stemmer.stem(word);
};
