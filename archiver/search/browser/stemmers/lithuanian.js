/*
Translated from the lithuanian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "aeiouyąėęįūų";
const a_0 = table("a|ia|osna|iosna|uosna|iuosna|ysna|ėsna|e|ie|enie|oje|ioje|uje|iuje|yje|enyje|ėje|ame|iame|sime|ome|ėme|tumėme|ose|iose|uose|iuose|yse|enyse|ėse|ate|iate|ite|kite|site|ote|tute|ėte|tumėte|i|ai|iai|ei|tumei|ki|imi|umi|iumi|si|asi|iasi|esi|iesi|siesi|isi|aisi|eisi|tumeisi|uisi|osi|ėjosi|uosi|iuosi|siuosi|usi|ausi|čiausi|ąsi|ėsi|ųsi|tųsi|ti|enti|inti|oti|ioti|uoti|iuoti|auti|iauti|yti|ėti|telėti|inėti|terėti|ui|iui|eniui|oj|ėj|k|am|iam|iem|im|sim|om|tum|ėm|tumėm|an|on|ion|un|iun|ėn|o|io|enio|ėjo|uo|s|as|ias|es|ies|is|ais|iais|tumeis|imis|enimis|omis|iomis|umis|ėmis|enis|asis|ysis|ams|iams|iems|ims|enims|oms|ioms|ums|ėms|ens|os|ios|uos|iuos|us|aus|iaus|ius|ys|enys|ąs|iąs|ės|amės|iamės|imės|kimės|simės|omės|ėmės|tumėmės|atės|iatės|sitės|otės|ėtės|tumėtės|įs|ūs|tųs|at|iat|it|sit|ot|ėt|tumėt|u|au|iau|čiau|iu|eniu|siu|y|ą|ią|ė|ę|į|enį|ų|ių", -1);
const a_1 = table("ing|aj|iaj|iej|oj|ioj|uoj|iuoj|auj|ąj|iąj|ėj|ųj|iųj|ok|iok|iuk|uliuk|učiuk|išk|iul|yl|ėl|am|dam|jam|zgan|ain|esn|op|iop|ias|ies|ais|iais|os|ios|uos|iuos|aus|iaus|ąs|iąs|ęs|utėait|ant|iant|siant|int|ot|uot|iuot|yt|ėt|ykšt|iau|dav|sv|šv|ykšč|ę|ėję", -1);
const a_2 = table("ojime|ėjime|avime|okate|aite|uote|asius|okatės|aitės|uotės|esiu", [7,3,6,8,1,2,5,8,1,2,4]);
const as_2 = ["aitė", "uotė", "ėjimas", "esys", "asys", "avimas", "ojimas", "okatė"];
const a_3 = table("č|dž", [1,2]);
const as_3 = ["t", "d"];
class LithuanianStemmer extends Stemmer {
I_p1 = 0;
r_step1() {
let v_2;
if (this.cursor < this.I_p1) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_0) === 0) {
this.limit_backward = v_2;
return false;
}
this.bra = this.cursor;
this.limit_backward = v_2;
this.slice_del();
return true;
}
r_step2() {
let v_1, v_3;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
if (this.cursor < this.I_p1) break lab0;
v_3 = this.limit_backward;
this.limit_backward = this.I_p1;
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) {
this.limit_backward = v_3;
break lab0;
}
this.bra = this.cursor;
this.limit_backward = v_3;
this.slice_del();
continue;
}
this.cursor = this.limit - v_1;
break;
}
return true;
}
r_fix_conflicts() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_2[among_var - 1]);
return true;
}
r_fix_chdz() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_3);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_3[among_var - 1]);
return true;
}
r_fix_gd() {
this.ket = this.cursor;
if (!this.eq_s_b("gd")) return false;
this.bra = this.cursor;
this.slice_from("g");
return true;
}
run() {
let v_1, v_2, v_3, v_4, v_5, v_6, v_7, v_8;
this.I_p1 = this.limit;
v_1 = this.cursor;
lab0: {
v_2 = this.cursor;
lab1: {
if (this.cursor === this.limit || this.current[this.cursor] !== "a") {
this.cursor = v_2;
break lab1;
}
this.cursor += 1;
if (this.current.length <= 6) {
this.cursor = v_2;
break lab1;
}
}
if (!this.go_out_grouping(g_v)) break lab0;
this.cursor += 1;
if (!this.go_in_grouping(g_v)) break lab0;
this.cursor += 1;
this.I_p1 = this.cursor;
}
this.cursor = v_1;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_3 = this.limit - this.cursor;
this.r_fix_conflicts();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_step1();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_fix_chdz();
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
this.r_step2();
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
this.r_fix_chdz();
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
this.r_fix_gd();
this.cursor = this.limit - v_8;
this.ket = this.cursor;
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "'") return false;
this.cursor -= 1;
this.bra = this.cursor;
this.slice_del();
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new LithuanianStemmer();
return (word) => stemmer.stem(word);
};
