/*
Translated from the armenian stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "աեէըիուօ";
const a_0 = table("րորդ|երորդ|ալի|ակի|որակ|եղ|ական|արան|են|եկեն|երեն|որէն|ին|գին|ովին|լայն|վուն|պես|իվ|ատ|ավետ|կոտ|բար", 1);
const a_1 = table("ա|ացա|եցա|վե|ացրի|ացի|եցի|վեցի|ալ|ըալ|անալ|ենալ|ացնալ|ել|ըել|նել|ցնել|եցնել|չել|վել|ացվել|եցվել|տել|ատել|ոտել|կոտել|ված|ում|վում|ան|ցան|ացան|ացրին|ացին|եցին|վեցին|ալիս|ելիս|ավ|ացավ|եցավ|ալով|ելով|ար|ացար|եցար|ացրիր|ացիր|եցիր|վեցիր|աց|եց|ացրեց|ալուց|ելուց|ալու|ելու|աք|ցաք|ացաք|ացրիք|ացիք|եցիք|վեցիք|անք|ցանք|ացանք|ացրինք|ացինք|եցինք|վեցինք", 1);
const a_2 = table("որդ|ույթ|ուհի|ցի|իլ|ակ|յակ|անակ|իկ|ուկ|ան|պան|ստան|արան|եղէն|յուն|ություն|ածո|իչ|ուս|ուստ|գար|վոր|ավոր|ոց|անօց|ու|ք|չեք|իք|ալիք|անիք|վածք|ույք|ենք|ոնք|ունք|մունք|իչք|արք", 1);
const a_3 = table("սա|վա|ամբ|դ|անդ|ությանդ|վանդ|ոջդ|երդ|ներդ|ուդ|ը|անը|ությանը|վանը|ոջը|երը|ները|ի|վի|երի|ների|անում|երում|ներում|ն|ան|ության|վան|ին|երին|ներին|ությանն|երն|ներն|ուն|ոջ|ությանս|վանս|ոջս|ով|անով|վով|երով|ներով|եր|ներ|ց|ից|վանից|ոջից|վից|երից|ներից|ցից|ոց|ուց", 1);
class ArmenianStemmer extends Stemmer {
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
r_adjective() {
this.ket = this.cursor;
if (this.find_among_b(a_0) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_verb() {
this.ket = this.cursor;
if (this.find_among_b(a_1) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_noun() {
this.ket = this.cursor;
if (this.find_among_b(a_2) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_ending() {
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) return false;
this.bra = this.cursor;
if (this.I_p2 > this.cursor) return false;
this.slice_del();
return true;
}
run() {
let v_2, v_3, v_4, v_5, v_6;
this.r_mark_regions();
this.limit_backward = this.cursor;
this.cursor = this.limit;
if (this.cursor < this.I_pV) return false;
v_2 = this.limit_backward;
this.limit_backward = this.I_pV;
v_3 = this.limit - this.cursor;
this.r_ending();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_verb();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_adjective();
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
this.r_noun();
this.cursor = this.limit - v_6;
this.limit_backward = v_2;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new ArmenianStemmer();
return (word) => stemmer.stem(word);
};
