/*
Translated from the hungarian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouáéíóöúüőű";
const a_0 = table("á|é", [1,2]);
const as_0 = ["a", "e"];
const a_1 = table("bb|cc|dd|ff|gg|jj|kk|ll|mm|nn|pp|rr|ccs|ss|zzs|tt|vv|ggy|lly|nny|tty|ssz|zz", -1);
const a_2 = table("al|el", 1);
const a_3 = table("ba|ra|be|re|ig|nak|nek|val|vel|ul|nál|nél|ból|ról|tól|ül|ből|ről|től|n|an|ban|en|ben|képpen|on|ön|képp|kor|t|at|et|ként|anként|enként|onként|ot|ért|öt|hez|hoz|höz|vá|vé", -1);
const a_4 = table("án|én|ánként", [2,1,2]);
const as_4 = ["e", "a"];
const a_5 = table("stul|astul|ástul|stül|estül|éstül", [1,1,2,1,1,3]);
const as_5 = ["", "a", "e"];
const a_6 = table("á|é", 1);
const a_7 = table("k|ak|ek|ok|ák|ék|ök", [3,3,3,3,1,2,3]);
const as_7 = ["a", "e", ""];
const a_8 = table("éi|áéi|ééi|é|ké|aké|eké|oké|áké|éké|öké|éé", [1,3,2,1,1,1,1,1,3,2,1,2]);
const as_8 = ["", "e", "a"];
const a_9 = table("a|ja|d|ad|ed|od|ád|éd|öd|e|je|nk|unk|ánk|énk|ünk|uk|juk|ájuk|ük|jük|éjük|m|am|em|om|ám|ém|o|á|é", [1,1,1,1,1,1,2,3,1,1,1,1,1,2,3,1,1,1,2,1,1,3,1,1,1,1,2,3,1,2,3]);
const as_9 = ["", "a", "e"];
const a_10 = table("id|aid|jaid|eid|jeid|áid|éid|i|ai|jai|ei|jei|ái|éi|itek|eitek|jeitek|éitek|ik|aik|jaik|eik|jeik|áik|éik|ink|aink|jaink|eink|jeink|áink|éink|aitok|jaitok|áitok|im|aim|jaim|eim|jeim|áim|éim", [1,1,1,1,1,2,3,1,1,1,1,1,2,3,1,1,1,3,1,1,1,1,1,2,3,1,1,1,1,1,2,3,1,1,2,1,1,1,1,1,2,3]);
const as_10 = ["", "a", "e"];
class HungarianStemmer extends Stemmer {
I_p1 = 0;
r_mark_regions() {
let v_1, v_2;
this.I_p1 = this.limit;
while (true) {
v_1 = this.cursor;
lab0: {
if (!this.in_grouping(g_v)) break lab0;
v_2 = this.cursor;
lab1: {
if (!this.go_in_grouping(g_v)) break lab1;
this.cursor += 1;
this.I_p1 = this.cursor;
}
this.cursor = v_2;
break;
}
this.cursor = v_1;
if (!this.go_out_grouping(g_v)) return false;
this.cursor += 1;
this.I_p1 = this.cursor;
break;
}
return true;
}
r_R1() {
return this.I_p1 <= this.cursor;
}
r_v_ending() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_0[among_var - 1]);
return true;
}
r_double() {
let v_1;
v_1 = this.limit - this.cursor;
if (this.find_among_b(a_1) === 0) return false;
this.cursor = this.limit - v_1;
return true;
}
r_undouble() {
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward) return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_instrum() {
this.ket = this.cursor;
if (this.find_among_b(a_2) === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (!this.r_double()) return false;
this.slice_del();
return this.r_undouble();
}
r_case() {
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_del();
return this.r_v_ending();
}
r_case_special() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_4[among_var - 1]);
return true;
}
r_case_other() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_5[among_var - 1]);
return true;
}
r_factive() {
this.ket = this.cursor;
if (this.find_among_b(a_6) === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
if (!this.r_double()) return false;
this.slice_del();
return this.r_undouble();
}
r_plural() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_7[among_var - 1]);
return true;
}
r_owned() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_8);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_8[among_var - 1]);
return true;
}
r_sing_owner() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_9);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_9[among_var - 1]);
return true;
}
r_plur_owner() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_10);
if (among_var === 0) return false;
this.bra = this.cursor;
if (!this.r_R1()) return false;
this.slice_from(as_10[among_var - 1]);
return true;
}
run() {
let v_1, v_10, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
v_1 = this.cursor;
this.r_mark_regions();
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
this.r_instrum();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_case();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_case_special();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_case_other();
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
this.r_factive();
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
this.r_owned();
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
this.r_sing_owner();
this.cursor = this.limit - v_8;
v_9 = this.limit - this.cursor;
this.r_plur_owner();
this.cursor = this.limit - v_9;
v_10 = this.limit - this.cursor;
this.r_plural();
this.cursor = this.limit - v_10;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new HungarianStemmer();
return (word) => stemmer.stem(word);
};
