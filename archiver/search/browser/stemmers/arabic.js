/*
Translated from the arabic stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const a_0 = table("ـ|ً|ٌ|ٍ|َ|ُ|ِ|ّ|ْ|٠|١|٢|٣|٤|٥|٦|٧|٨|٩|ﺀ|ﺁ|ﺂ|ﺃ|ﺄ|ﺅ|ﺆ|ﺇ|ﺈ|ﺉ|ﺊ|ﺋ|ﺌ|ﺍ|ﺎ|ﺏ|ﺐ|ﺑ|ﺒ|ﺓ|ﺔ|ﺕ|ﺖ|ﺗ|ﺘ|ﺙ|ﺚ|ﺛ|ﺜ|ﺝ|ﺞ|ﺟ|ﺠ|ﺡ|ﺢ|ﺣ|ﺤ|ﺥ|ﺦ|ﺧ|ﺨ|ﺩ|ﺪ|ﺫ|ﺬ|ﺭ|ﺮ|ﺯ|ﺰ|ﺱ|ﺲ|ﺳ|ﺴ|ﺵ|ﺶ|ﺷ|ﺸ|ﺹ|ﺺ|ﺻ|ﺼ|ﺽ|ﺾ|ﺿ|ﻀ|ﻁ|ﻂ|ﻃ|ﻄ|ﻅ|ﻆ|ﻇ|ﻈ|ﻉ|ﻊ|ﻋ|ﻌ|ﻍ|ﻎ|ﻏ|ﻐ|ﻑ|ﻒ|ﻓ|ﻔ|ﻕ|ﻖ|ﻗ|ﻘ|ﻙ|ﻚ|ﻛ|ﻜ|ﻝ|ﻞ|ﻟ|ﻠ|ﻡ|ﻢ|ﻣ|ﻤ|ﻥ|ﻦ|ﻧ|ﻨ|ﻩ|ﻪ|ﻫ|ﻬ|ﻭ|ﻮ|ﻯ|ﻰ|ﻱ|ﻲ|ﻳ|ﻴ|ﻵ|ﻶ|ﻷ|ﻸ|ﻹ|ﻺ|ﻻ|ﻼ", [1,1,1,1,1,1,1,1,1,2,3,4,5,6,7,8,9,10,11,12,16,16,13,13,17,17,14,14,15,15,15,15,18,18,19,19,19,19,20,20,21,21,21,21,22,22,22,22,23,23,23,23,24,24,24,24,25,25,25,25,26,26,27,27,28,28,29,29,30,30,30,30,31,31,31,31,32,32,32,32,33,33,33,33,34,34,34,34,35,35,35,35,36,36,36,36,37,37,37,37,38,38,38,38,39,39,39,39,40,40,40,40,41,41,41,41,42,42,42,42,43,43,43,43,44,44,44,44,45,45,46,46,47,47,47,47,51,51,49,49,50,50,48,48]);
const as_0 = ["", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "ء", "أ", "إ", "ئ", "آ", "ؤ", "ا", "ب", "ة", "ت", "ث", "ج", "ح", "خ", "د", "ذ", "ر", "ز", "س", "ش", "ص", "ض", "ط", "ظ", "ع", "غ", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و", "ى", "ي", "لا", "لأ", "لإ", "لآ"];
const a_1 = table("آ|أ|ؤ|إ|ئ", 1);
const a_2 = table("آ|أ|ؤ|إ|ئ", [1,1,2,1,3]);
const as_2 = ["ا", "و", "ي"];
const a_3 = table("ال|بال|كال|لل", [2,1,1,2]);
const a_4 = table("أآ|أأ|أؤ|أإ|أا", [2,1,1,4,3]);
const a_5 = table("ف|و", 1);
const a_6 = table("ال|بال|كال|لل", [2,1,1,2]);
const a_7 = table("ب|با|بب|كك", [1,-1,2,3]);
const a_8 = table("سأ|ست|سن|سي", [4,2,3,1]);
const a_9 = table("تست|نست|يست", 1);
const a_10 = table("كما|هما|نا|ها|ك|كم|هم|هن|ه|ي", [3,3,2,2,1,2,2,2,1,1]);
const a_11 = table("ا|و|ي", 1);
const a_12 = table("كما|هما|نا|ها|ك|كم|هم|كن|هن|ه|كمو|ني", [3,3,2,2,1,2,2,2,2,1,3,2]);
const a_13 = table("ا|تا|تما|نا|ت|ن|ان|تن|ون|ين|ي", [1,2,4,2,1,1,3,2,3,3,1]);
const a_14 = table("وا|تم", 1);
const a_15 = table("و|تمو", [1,2]);
class ArabicStemmer extends Stemmer {
B_is_defined = false;
B_is_verb = false;
B_is_noun = false;
r_Normalize_pre() {
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
break;
}
this.cursor = v_3;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
break;
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
r_Normalize_post() {
let among_var, v_1, v_2, v_3, v_4;
v_1 = this.cursor;
lab0: {
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) break lab0;
this.bra = this.cursor;
this.slice_from("ء");
this.cursor = this.limit_backward;
}
this.cursor = v_1;
v_2 = this.cursor;
lab0: {
while (true) {
v_3 = this.cursor;
lab1: {
while (true) {
v_4 = this.cursor;
lab2: {
this.bra = this.cursor;
among_var = this.find_among(a_2);
if (among_var === 0) break lab2;
this.ket = this.cursor;
this.slice_from(as_2[among_var - 1]);
break;
}
this.cursor = v_4;
if (this.cursor >= this.limit) break lab1;
this.cursor += 1;
break;
}
continue;
}
this.cursor = v_3;
break;
}
}
this.cursor = v_2;
return true;
}
r_Checks1() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_3);
if (among_var === 0) return false;
this.ket = this.cursor;
if (among_var === 1) {
if (this.current.length <= 4) return false;
this.B_is_noun = true;
this.B_is_verb = false;
this.B_is_defined = true;
} else {
if (this.current.length <= 3) return false;
this.B_is_noun = true;
this.B_is_verb = false;
this.B_is_defined = true;
}
return true;
}
r_Prefix_Step1() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_4);
if (among_var === 0) return false;
this.ket = this.cursor;
if (among_var === 1) {
if (this.current.length <= 3) return false;
this.slice_from("أ");
} else if (among_var === 2) {
if (this.current.length <= 3) return false;
this.slice_from("آ");
} else if (among_var === 3) {
if (this.current.length <= 3) return false;
this.slice_from("ا");
} else {
if (this.current.length <= 3) return false;
this.slice_from("إ");
}
return true;
}
r_Prefix_Step2() {
this.bra = this.cursor;
if (this.find_among(a_5) === 0) return false;
this.ket = this.cursor;
if (this.current.length <= 3) return false;
lab0: {
if (this.cursor === this.limit || this.current[this.cursor] !== "ا") break lab0;
this.cursor += 1;
return false;
}
this.slice_del();
return true;
}
r_Prefix_Step3a_Noun() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_6);
if (among_var === 0) return false;
this.ket = this.cursor;
if (among_var === 1) {
if (this.current.length <= 5) return false;
this.slice_del();
} else {
if (this.current.length <= 4) return false;
this.slice_del();
}
return true;
}
r_Prefix_Step3b_Noun() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_7);
if (among_var === 0) return false;
this.ket = this.cursor;
if (among_var === 1) {
if (this.current.length <= 3) return false;
this.slice_del();
} else if (among_var === 2) {
if (this.current.length <= 3) return false;
this.slice_from("ب");
} else if (among_var === 3) {
if (this.current.length <= 3) return false;
this.slice_from("ك");
}
return true;
}
r_Prefix_Step3_Verb() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_8);
if (among_var === 0) return false;
this.ket = this.cursor;
if (among_var === 1) {
if (this.current.length <= 4) return false;
this.slice_from("ي");
} else if (among_var === 2) {
if (this.current.length <= 4) return false;
this.slice_from("ت");
} else if (among_var === 3) {
if (this.current.length <= 4) return false;
this.slice_from("ن");
} else {
if (this.current.length <= 4) return false;
this.slice_from("أ");
}
return true;
}
r_Prefix_Step4_Verb() {
this.bra = this.cursor;
if (this.find_among(a_9) === 0) return false;
this.ket = this.cursor;
if (this.current.length <= 4) return false;
this.B_is_verb = true;
this.B_is_noun = false;
this.slice_from("است");
return true;
}
r_Suffix_Noun_Step1a() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_10);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (this.current.length < 4) return false;
this.slice_del();
} else if (among_var === 2) {
if (this.current.length < 5) return false;
this.slice_del();
} else {
if (this.current.length < 6) return false;
this.slice_del();
}
return true;
}
r_Suffix_Noun_Step1b() {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ن") return false;
this.cursor -= 1;
this.bra = this.cursor;
if (this.current.length <= 5) return false;
this.slice_del();
return true;
}
r_Suffix_Noun_Step2a() {
this.ket = this.cursor;
if (this.find_among_b(a_11) === 0) return false;
this.bra = this.cursor;
if (this.current.length <= 4) return false;
this.slice_del();
return true;
}
r_Suffix_Noun_Step2b() {
this.ket = this.cursor;
if (!this.eq_s_b("ات")) return false;
this.bra = this.cursor;
if (this.current.length < 5) return false;
this.slice_del();
return true;
}
r_Suffix_Noun_Step2c1() {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ت") return false;
this.cursor -= 1;
this.bra = this.cursor;
if (this.current.length < 4) return false;
this.slice_del();
return true;
}
r_Suffix_Noun_Step2c2() {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ة") return false;
this.cursor -= 1;
this.bra = this.cursor;
if (this.current.length < 4) return false;
this.slice_del();
return true;
}
r_Suffix_Noun_Step3() {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ي") return false;
this.cursor -= 1;
this.bra = this.cursor;
if (this.current.length < 3) return false;
this.slice_del();
return true;
}
r_Suffix_Verb_Step1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_12);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (this.current.length < 4) return false;
this.slice_del();
} else if (among_var === 2) {
if (this.current.length < 5) return false;
this.slice_del();
} else {
if (this.current.length < 6) return false;
this.slice_del();
}
return true;
}
r_Suffix_Verb_Step2a() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_13);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (this.current.length < 4) return false;
this.slice_del();
} else if (among_var === 2) {
if (this.current.length < 5) return false;
this.slice_del();
} else if (among_var === 3) {
if (this.current.length <= 5) return false;
this.slice_del();
} else {
if (this.current.length < 6) return false;
this.slice_del();
}
return true;
}
r_Suffix_Verb_Step2b() {
this.ket = this.cursor;
if (this.find_among_b(a_14) === 0) return false;
this.bra = this.cursor;
if (this.current.length < 5) return false;
this.slice_del();
return true;
}
r_Suffix_Verb_Step2c() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_15);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
if (this.current.length < 4) return false;
this.slice_del();
} else {
if (this.current.length < 6) return false;
this.slice_del();
}
return true;
}
r_Suffix_All_alef_maqsura() {
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ى") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_from("ي");
return true;
}
run() {
let v_1, v_10, v_11, v_12, v_13, v_14, v_15, v_16, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.B_is_noun = true;
this.B_is_verb = true;
this.B_is_defined = false;
v_1 = this.cursor;
this.r_Checks1();
this.cursor = v_1;
this.r_Normalize_pre();
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_2 = this.limit - this.cursor;
lab0: {
while (true) {
v_3 = this.limit - this.cursor;
lab1: {
if (!this.B_is_verb) break lab1;
while (true) {
v_4 = this.limit - this.cursor;
lab2: {
v_5 = 1;
while (true) {
v_6 = this.limit - this.cursor;
lab3: {
if (!this.r_Suffix_Verb_Step1()) break lab3;
v_5 -= 1;
continue;
}
this.cursor = this.limit - v_6;
break;
}
if (v_5 > 0) break lab2;
while (true) {
v_7 = this.limit - this.cursor;
lab3: {
if (!this.r_Suffix_Verb_Step2a()) break lab3;
break;
}
this.cursor = this.limit - v_7;
lab3: {
if (!this.r_Suffix_Verb_Step2c()) break lab3;
break;
}
this.cursor = this.limit - v_7;
if (this.cursor <= this.limit_backward) break lab2;
this.cursor -= 1;
break;
}
break;
}
this.cursor = this.limit - v_4;
lab2: {
if (!this.r_Suffix_Verb_Step2b()) break lab2;
break;
}
this.cursor = this.limit - v_4;
if (!this.r_Suffix_Verb_Step2a()) break lab1;
break;
}
break;
}
this.cursor = this.limit - v_3;
lab1: {
if (!this.B_is_noun) break lab1;
v_8 = this.limit - this.cursor;
lab2: {
while (true) {
v_9 = this.limit - this.cursor;
lab3: {
if (!this.r_Suffix_Noun_Step2c2()) break lab3;
break;
}
this.cursor = this.limit - v_9;
lab3: {
if (this.B_is_defined) break lab3;
if (!this.r_Suffix_Noun_Step1a()) break lab3;
while (true) {
v_10 = this.limit - this.cursor;
lab4: {
if (!this.r_Suffix_Noun_Step2a()) break lab4;
break;
}
this.cursor = this.limit - v_10;
lab4: {
if (!this.r_Suffix_Noun_Step2b()) break lab4;
break;
}
this.cursor = this.limit - v_10;
lab4: {
if (!this.r_Suffix_Noun_Step2c1()) break lab4;
break;
}
this.cursor = this.limit - v_10;
if (this.cursor <= this.limit_backward) break lab3;
this.cursor -= 1;
break;
}
break;
}
this.cursor = this.limit - v_9;
lab3: {
if (!this.r_Suffix_Noun_Step1b()) break lab3;
while (true) {
v_11 = this.limit - this.cursor;
lab4: {
if (!this.r_Suffix_Noun_Step2a()) break lab4;
break;
}
this.cursor = this.limit - v_11;
lab4: {
if (!this.r_Suffix_Noun_Step2b()) break lab4;
break;
}
this.cursor = this.limit - v_11;
if (!this.r_Suffix_Noun_Step2c1()) break lab3;
break;
}
break;
}
this.cursor = this.limit - v_9;
lab3: {
if (this.B_is_defined) break lab3;
if (!this.r_Suffix_Noun_Step2a()) break lab3;
break;
}
this.cursor = this.limit - v_9;
if (!this.r_Suffix_Noun_Step2b()) {
this.cursor = this.limit - v_8;
break lab2;
}
break;
}
}
if (!this.r_Suffix_Noun_Step3()) break lab1;
break;
}
this.cursor = this.limit - v_3;
if (!this.r_Suffix_All_alef_maqsura()) break lab0;
break;
}
}
this.cursor = this.limit - v_2;
this.cursor = this.limit_backward;
v_12 = this.cursor;
lab0: {
v_13 = this.cursor;
lab1: {
if (!this.r_Prefix_Step1()) {
this.cursor = v_13;
break lab1;
}
}
v_14 = this.cursor;
lab1: {
if (!this.r_Prefix_Step2()) {
this.cursor = v_14;
break lab1;
}
}
while (true) {
v_15 = this.cursor;
lab1: {
if (!this.r_Prefix_Step3a_Noun()) break lab1;
break;
}
this.cursor = v_15;
lab1: {
if (!this.B_is_noun) break lab1;
if (!this.r_Prefix_Step3b_Noun()) break lab1;
break;
}
this.cursor = v_15;
if (!this.B_is_verb) break lab0;
v_16 = this.cursor;
lab1: {
if (!this.r_Prefix_Step3_Verb()) {
this.cursor = v_16;
break lab1;
}
}
if (!this.r_Prefix_Step4_Verb()) break lab0;
break;
}
}
this.cursor = v_12;
this.r_Normalize_post();
return true;
}
}
const stemmer = new ArabicStemmer();
return (word) => stemmer.stem(word);
};
