/*
Translated from the persian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const a_0 = table("| |أ|ؤ|إ|ئ|ة|ك|ي|ہ|‍", [7,6,4,5,4,2,3,1,2,3,6]);
const a_1 = table("می‌|نمی‌", [2,1]);
const a_2 = table("ستان|ران|سان|وان", -1);
const a_3 = table("آذربایجان|همدان|خاندان|زندان|میزان|درخشان|آتشفشان|نشان|کهکشان|ایشان|پریشان|سلطان|گیلان|ساختمان|رمان|درمان|قهرمان|کرمان|سازمان|همزمان|آسمان|آلمان|مسلمان|ایمان|سلیمان|پیمان|لبنان|یونان|اصفهان|امکان|پایان|بیان|جریان", 1);
const a_4 = table("اساتید|اخبار", [2,1]);
const as_4 = ["خبر", "استاد"];
const a_5 = table("ها|ات|یت|مند|وار|گار|تر|اش|ام|ان|بان|گان|یان|ین|ترین|گاه|انه|ناک|های|انی|گی|یی", [1,1,1,1,1,1,2,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]);
const a_6 = table("است|اند|ید|اید|اس|یم|ایم|ای", 1);
const a_7 = table("د|اند|رفتاند|ید|رفتید|م|ام|رفتم|یم|رفتیم|ان|ته|ده|نده|رفتی", [1,1,2,1,2,1,1,2,1,2,3,5,4,3,2]);
class PersianStemmer extends Stemmer {
I_p1 = 0;
B_remove_verb_person_endings = false;
B_saw_present_prefix = false;
r_Normalize_Characters() {
let among_var, v_1;
while (true) {
v_1 = this.cursor;
lab0: {
this.bra = this.cursor;
among_var = this.find_among(a_0);
this.ket = this.cursor;
if (among_var === 1) this.slice_from("ک"); else if (among_var === 2) this.slice_from("ی"); else if (among_var === 3) this.slice_from("ه"); else if (among_var === 4) this.slice_from("ا"); else if (among_var === 5) this.slice_from("و"); else if (among_var === 6) this.slice_del(); else {
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
r_Prefixes() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_1);
if (among_var === 0) return false;
this.ket = this.cursor;
if (among_var === 1) {
if ((this.cursor + 2) > this.limit) return false;
this.cursor += 2;
this.B_saw_present_prefix = true;
} else {
if ((this.cursor + 2) > this.limit) return false;
this.cursor += 2;
this.slice_del();
this.B_saw_present_prefix = true;
}
return true;
}
r_Delete_ZWNJ() {
let v_1, v_2;
while (true) {
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "‌") break lab1;
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
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
r_R1() {
return this.I_p1 <= this.cursor;
}
r_Protect_Lexical_AN() {
let v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_AN_Exception()) break lab0;
return false;
}
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_2) === 0) break lab0;
return false;
}
this.cursor = this.limit - v_2;
return true;
}
r_AN_Exception() {
if (this.find_among_b(a_3) === 0) return false;
if (this.cursor > this.limit_backward) return false;
return true;
}
r_Irregular_Noun() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_4);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_4[among_var - 1]);
return true;
}
r_Stem_Noun_or_Adjective() {
let among_var, v_1, v_3;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (!this.r_Irregular_Noun()) break lab0;
break;
}
this.cursor = this.limit - v_1;
if (this.cursor < this.I_p1) return false;
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
if (among_var === 0) {
this.limit_backward = v_3;
return false;
}
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else {
if (this.cursor <= this.limit_backward) {
this.limit_backward = v_3;
return false;
}
this.slice_del();
}
this.limit_backward = v_3;
break;
}
return true;
}
r_Stem_Verb() {
let among_var, v_1;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_6) === 0) break lab0;
this.bra = this.cursor;
if (!this.r_R1()) break lab0;
this.slice_del();
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_7);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (!this.B_remove_verb_person_endings) return false;
if (!this.r_R1()) return false;
this.slice_del();
} else if (among_var === 2) this.slice_from("رفت"); else if (among_var === 3) {
if (!this.r_R1()) return false;
this.slice_del();
this.B_remove_verb_person_endings = true;
} else if (among_var === 4) {
if (this.cursor <= this.limit_backward) return false;
this.slice_from("د");
this.B_remove_verb_person_endings = true;
} else {
if (this.cursor <= this.limit_backward) return false;
this.slice_from("ت");
this.B_remove_verb_person_endings = true;
}
break;
}
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7;
this.B_saw_present_prefix = false;
v_1 = this.cursor;
this.r_Normalize_Characters();
this.cursor = v_1;
v_2 = this.cursor;
this.r_Prefixes();
this.cursor = v_2;
v_3 = this.cursor;
this.r_Delete_ZWNJ();
this.cursor = v_3;
this.I_p1 = this.limit;
v_4 = this.cursor;
lab0: {
if ((this.cursor + 3) > this.limit) break lab0;
this.cursor += 3;
this.I_p1 = this.cursor;
}
this.cursor = v_4;
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_5 = this.limit - this.cursor;
lab0: {
v_6 = this.limit - this.cursor;
this.B_remove_verb_person_endings = false;
lab1: {
if (!this.B_saw_present_prefix) break lab1;
this.B_remove_verb_person_endings = true;
}
if (!this.r_Protect_Lexical_AN()) break lab0;
while (true) {
v_7 = this.limit - this.cursor;
lab1: {
if (!this.r_Stem_Noun_or_Adjective()) break lab1;
break;
}
this.cursor = this.limit - v_7;
if (!this.r_Stem_Verb()) break lab0;
break;
}
this.cursor = this.limit - v_6;
continue;
}
this.cursor = this.limit - v_5;
break;
}
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new PersianStemmer();
return (word) => stemmer.stem(word);
};
