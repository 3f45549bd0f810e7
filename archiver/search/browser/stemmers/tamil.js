/*
Translated from the tamil stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const a_0 = table("வு|வூ|வொ|வோ", [3,4,2,1]);
const as_0 = ["ஓ", "ஒ", "உ", "ஊ"];
const a_1 = table("க|ங|ச|ஞ|த|ந|ப|ம|ய|வ", -1);
const a_2 = table("ி|ீ|ை", -1);
const a_3 = table("ா|ி|ீ|ு|ூ|ெ|ே|ை", -1);
const a_4 = table("|ை|்", [2,1,1]);
const as_4 = ["", "ம்"];
const a_5 = table("ந்த|ய|வ|னு|ுக்|ுக்க்|ட்க்|ற்க்|ங்|ட்ட்|த்த்|ந்த்|ந்|ட்ப்|ய்|ன்ற்|வ்", [1,1,1,8,7,7,3,4,9,5,6,1,1,3,2,4,1]);
const a_6 = table("க|ச|ட|த|ப|ற", -1);
const a_7 = table("க|ச|ட|த|ப|ற", -1);
const a_8 = table("ஞ|ண|ந|ன|ம|ய|ர|ல|ள|ழ|வ", -1);
const a_9 = table("ா|ி|ீ|ு|ூ|ெ|ே|ை|்", -1);
const a_10 = table("அ|இ|உ", -1);
const a_11 = table("க|ங|ச|ஞ|த|ந|ப|ம|ய|வ", -1);
const a_12 = table("க|ச|ட|த|ப|ற", -1);
const a_13 = table("கள்|ுங்கள்|ட்கள்|ற்கள்", [4,1,3,2]);
const a_14 = table("ா|ே|ோ", -1);
const a_15 = table("பி|வி", -1);
const a_16 = table("ா|ி|ீ|ு|ூ|ெ|ே|ை", -1);
const a_17 = table("பட்ட|பட்டண|தான|படிதான|ென|ாகிய|குரிய|ுடைய|ல்ல|ுள்ள|ாகி|படி|ின்றி|பற்றி|படு|விடு|பட்டு|விட்டு|பட்டது|ென்று|ுடை|ில்லை|ுடன்|ிடம்|ெல்லாம்|ெனும்", [3,3,3,3,1,1,3,1,2,1,1,3,1,3,3,3,3,3,3,1,1,1,1,1,3,1]);
const a_18 = table("ா|ி|ீ|ு|ூ|ெ|ே|ை", -1);
const a_19 = table("ா|ி|ீ|ு|ூ|ெ|ே|ை", -1);
const a_20 = table("விட|ீ|ொடு|ோடு|து|ிருந்து|ின்று|ுடை|னை|கண்|ின்|முன்|ிடம்|ிற்|மேற்|ல்|ாமல்|ால்|ில்|மேல்|ுள்|கீழ்", [2,7,2,2,6,2,2,2,1,1,3,1,4,2,1,5,2,2,2,1,2,1]);
const a_21 = table("க|ச|ட|த|ப|ற", -1);
const a_22 = table("க|ச|ட|த|ப|ற", -1);
const a_23 = table("அ|ஆ|இ|ஈ|உ|ஊ|எ|ஏ|ஐ|ஒ|ஓ|ஔ", -1);
const a_24 = table("ா|ி|ீ|ு|ூ|ெ|ே|ை", -1);
const a_25 = table("க|த|ன|ப|ய|ா|கு|படு|து|ிற்று|னை|வை|னன்|பன்|வன்|ான்|னான்|மின்|னென்|ேன்|னம்|பம்|ாம்|கும்|டும்|தும்|றும்|ெம்|ேம்|ோம்|ாய்|னர்|பர்|ீயர்|வர்|ார்|னார்|மார்|கொண்டிர்|னிர்|ீர்|னள்|பள்|வள்|ாள்|னாள்", [1,1,1,1,1,5,6,1,3,1,1,1,1,1,2,4,1,1,1,5,1,1,5,1,5,1,1,5,5,5,5,1,1,5,1,5,1,1,1,5,5,1,1,1,5,1]);
const a_26 = table("கிற|கின்ற|ாநின்ற|கிற்|கின்ற்|ாநின்ற்", -1);
class TamilStemmer extends Stemmer {
B_found_vetrumai_urupu = false;
r_has_min_length() {
return this.current.length > 4;
}
r_fix_va_start() {
let among_var;
this.bra = this.cursor;
among_var = this.find_among(a_0);
if (among_var === 0) return false;
this.ket = this.cursor;
this.slice_from(as_0[among_var - 1]);
return true;
}
r_fix_endings() {
let v_1, v_2;
v_1 = this.cursor;
lab0: {
while (true) {
v_2 = this.cursor;
lab1: {
if (!this.r_fix_ending()) break lab1;
continue;
}
this.cursor = v_2;
break;
}
}
this.cursor = v_1;
return true;
}
r_remove_question_prefixes() {
let v_1;
this.bra = this.cursor;
if (this.cursor === this.limit || this.current[this.cursor] !== "எ") return false;
this.cursor += 1;
if (this.find_among(a_1) === 0) return false;
if (this.cursor === this.limit || this.current[this.cursor] !== "்") return false;
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
v_1 = this.cursor;
this.r_fix_va_start();
this.cursor = v_1;
return true;
}
r_fix_ending() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6;
if (this.current.length <= 3) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_5);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
v_2 = this.limit - this.cursor;
if (this.find_among_b(a_2) === 0) break lab0;
this.cursor = this.limit - v_2;
this.slice_del();
} else if (among_var === 3) this.slice_from("ள்"); else if (among_var === 4) this.slice_from("ல்"); else if (among_var === 5) this.slice_from("டு"); else if (among_var === 6) {
if (!this.B_found_vetrumai_urupu) break lab0;
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ை") break lab1;
this.cursor -= 1;
break lab0;
}
this.slice_from("ம்");
} else if (among_var === 7) this.slice_from("்"); else if (among_var === 8) {
v_3 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_3) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_3;
this.slice_del();
} else {
among_var = this.find_among_b(a_4);
this.slice_from(as_4[among_var - 1]);
}
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "்") return false;
this.cursor -= 1;
while (true) {
v_4 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_6) === 0) break lab0;
v_5 = this.limit - this.cursor;
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "்") {
this.cursor = this.limit - v_5;
break lab1;
}
this.cursor -= 1;
if (this.find_among_b(a_7) === 0) {
this.cursor = this.limit - v_5;
break lab1;
}
}
this.bra = this.cursor;
this.slice_del();
break;
}
this.cursor = this.limit - v_4;
lab0: {
if (this.find_among_b(a_8) === 0) break lab0;
this.bra = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "்") break lab0;
this.cursor -= 1;
this.slice_del();
break;
}
this.cursor = this.limit - v_4;
v_6 = this.limit - this.cursor;
if (this.find_among_b(a_9) === 0) return false;
this.cursor = this.limit - v_6;
this.bra = this.cursor;
this.slice_del();
break;
}
break;
}
this.cursor = this.limit_backward;
return true;
}
r_remove_pronoun_prefixes() {
let v_1;
this.bra = this.cursor;
if (this.find_among(a_10) === 0) return false;
if (this.find_among(a_11) === 0) return false;
if (this.cursor === this.limit || this.current[this.cursor] !== "்") return false;
this.cursor += 1;
this.ket = this.cursor;
this.slice_del();
v_1 = this.cursor;
this.r_fix_va_start();
this.cursor = v_1;
return true;
}
r_remove_plural_suffix() {
let among_var, v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
among_var = this.find_among_b(a_13);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_12) === 0) break lab0;
this.slice_from("ுங்");
break;
}
this.cursor = this.limit - v_1;
this.slice_from("்");
break;
}
} else if (among_var === 2) this.slice_from("ல்"); else if (among_var === 3) this.slice_from("ள்"); else this.slice_del();
this.cursor = this.limit_backward;
return true;
}
r_remove_question_suffixes() {
let v_1;
if (!this.r_has_min_length()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_14) === 0) break lab0;
this.bra = this.cursor;
this.slice_from("்");
}
this.cursor = this.limit - v_1;
this.cursor = this.limit_backward;
this.r_fix_endings();
return true;
}
r_remove_command_suffixes() {
if (!this.r_has_min_length()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if (this.find_among_b(a_15) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
r_remove_um() {
let v_1;
if (!this.r_has_min_length()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
if (!this.eq_s_b("ும்")) return false;
this.bra = this.cursor;
this.slice_from("்");
this.cursor = this.limit_backward;
v_1 = this.cursor;
this.r_fix_ending();
this.cursor = v_1;
return true;
}
r_remove_common_word_endings() {
let among_var, v_1;
if (!this.r_has_min_length()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
this.ket = this.cursor;
among_var = this.find_among_b(a_17);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_from("்"); else if (among_var === 2) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_16) === 0) break lab0;
return false;
}
this.cursor = this.limit - v_1;
this.slice_from("்");
} else this.slice_del();
this.cursor = this.limit_backward;
this.r_fix_endings();
return true;
}
r_remove_vetrumai_urupukal() {
let among_var, v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.B_found_vetrumai_urupu = false;
if (!this.r_has_min_length()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
v_2 = this.limit - this.cursor;
this.ket = this.cursor;
among_var = this.find_among_b(a_20);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else if (among_var === 2) this.slice_from("்"); else if (among_var === 3) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ம") break lab1;
this.cursor -= 1;
break lab0;
}
this.slice_from("்");
} else if (among_var === 4) {
if (this.current.length < 7) break lab0;
this.slice_from("்");
} else if (among_var === 5) {
v_3 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_18) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_3;
this.slice_from("்");
} else if (among_var === 6) {
v_4 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_19) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_4;
this.slice_del();
} else this.slice_from("ி");
this.cursor = this.limit - v_2;
break;
}
this.cursor = this.limit - v_1;
v_5 = this.limit - this.cursor;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ை") return false;
this.cursor -= 1;
while (true) {
v_6 = this.limit - this.cursor;
lab0: {
v_7 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_21) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_7;
break;
}
this.cursor = this.limit - v_6;
v_8 = this.limit - this.cursor;
if (this.find_among_b(a_22) === 0) return false;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "்") return false;
this.cursor -= 1;
this.cursor = this.limit - v_8;
break;
}
this.bra = this.cursor;
this.slice_from("்");
this.cursor = this.limit - v_5;
break;
}
this.B_found_vetrumai_urupu = true;
v_9 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("ின்")) break lab0;
this.bra = this.cursor;
this.slice_from("்");
}
this.cursor = this.limit - v_9;
this.cursor = this.limit_backward;
this.r_fix_endings();
return true;
}
r_remove_tense_suffixes() {
let v_1;
while (true) {
v_1 = this.cursor;
lab0: {
if (!this.r_remove_tense_suffix()) break lab0;
continue;
}
this.cursor = v_1;
break;
}
return true;
}
r_remove_tense_suffix() {
let B_found_a_match, among_var, v_1, v_2, v_3, v_4, v_5, v_6;
B_found_a_match = false;
if (!this.r_has_min_length()) return false;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
lab0: {
v_2 = this.limit - this.cursor;
this.ket = this.cursor;
among_var = this.find_among_b(a_25);
if (among_var === 0) break lab0;
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else if (among_var === 2) {
v_3 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_23) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_3;
this.slice_del();
} else if (among_var === 3) {
v_4 = this.limit - this.cursor;
lab1: {
if (this.find_among_b(a_24) === 0) break lab1;
break lab0;
}
this.cursor = this.limit - v_4;
this.slice_del();
} else if (among_var === 4) {
lab1: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ச") break lab1;
this.cursor -= 1;
break lab0;
}
this.slice_from("்");
} else if (among_var === 5) this.slice_from("்"); else {
v_5 = this.limit - this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "்") break lab0;
this.cursor -= 1;
this.cursor = this.limit - v_5;
this.slice_del();
}
B_found_a_match = true;
this.cursor = this.limit - v_2;
}
this.cursor = this.limit - v_1;
v_6 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_26) === 0) break lab0;
this.bra = this.cursor;
this.slice_del();
B_found_a_match = true;
}
this.cursor = this.limit - v_6;
this.cursor = this.limit_backward;
this.r_fix_endings();
return B_found_a_match;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8, v_9;
this.B_found_vetrumai_urupu = false;
v_1 = this.cursor;
this.r_fix_ending();
this.cursor = v_1;
if (!this.r_has_min_length()) return false;
v_2 = this.cursor;
this.r_remove_question_prefixes();
this.cursor = v_2;
v_3 = this.cursor;
this.r_remove_pronoun_prefixes();
this.cursor = v_3;
this.r_remove_question_suffixes();
v_4 = this.cursor;
this.r_remove_um();
this.cursor = v_4;
v_5 = this.cursor;
this.r_remove_common_word_endings();
this.cursor = v_5;
v_6 = this.cursor;
this.r_remove_vetrumai_urupukal();
this.cursor = v_6;
v_7 = this.cursor;
this.r_remove_plural_suffix();
this.cursor = v_7;
v_8 = this.cursor;
this.r_remove_command_suffixes();
this.cursor = v_8;
v_9 = this.cursor;
this.r_remove_tense_suffixes();
this.cursor = v_9;
return true;
}
}
const stemmer = new TamilStemmer();
return (word) => stemmer.stem(word);
};
