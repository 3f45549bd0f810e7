/*
Translated from the nepali stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const a_0 = table("लाइ|लाई|सँग|संग|मार्फत|रत|का|मा|द्वारा|कि|पछि|की|ले|कै|सँगै|मै|को", [1,1,1,1,1,1,2,1,1,2,1,2,1,2,1,1,2]);
const a_1 = table("ँ|ं|ै", [1,1,2]);
const a_2 = table("थिए|छ|इछ|एछ|िछ|ेछ|नेछ|हुनेछ|इन्छ|िन्छ|हुन्छ|एका|इएका|िएका|ेका|नेका|दा|इदा|िदा|देखि|माथि|एकी|इएकी|िएकी|ेकी|देखी|थी|दी|छु|एछु|ेछु|नेछु|नु|हरु|हरू|छे|थे|ने|एकै|ेकै|नेकै|दै|इदै|िदै|एको|इएको|िएको|ेको|नेको|दो|इदो|िदो|यो|इयो|भयो|ियो|थियो|दियो|थ्यो|छौ|इछौ|एछौ|िछौ|ेछौ|नेछौ|यौ|थियौ|छ्यौ|थ्यौ|छन्|इछन्|एछन्|िछन्|ेछन्|नेछन्|लान्|छिन्|थिन्|पर्|इस्|थिइस्|छस्|इछस्|एछस्|िछस्|ेछस्|नेछस्|िस्|थिस्|छेस्|होस्", 1);
class NepaliStemmer extends Stemmer {
r_remove_category_1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) this.slice_del(); else {
while (true) {
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "ए") break lab0;
this.cursor -= 1;
break;
}
lab0: {
if (this.cursor <= this.limit_backward || this.current[this.cursor - 1] !== "े") break lab0;
this.cursor -= 1;
break;
}
this.slice_del();
break;
}
}
return true;
}
r_remove_category_2() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
if (among_var === 1) {
while (true) {
lab0: {
if (!this.eq_s_b("यौ")) break lab0;
break;
}
lab0: {
if (!this.eq_s_b("छौ")) break lab0;
break;
}
lab0: {
if (!this.eq_s_b("नौ")) break lab0;
break;
}
if (!this.eq_s_b("थे")) return false;
break;
}
this.slice_del();
} else {
if (!this.eq_s_b("त्र")) return false;
this.slice_del();
}
return true;
}
r_remove_category_3() {
this.ket = this.cursor;
if (this.find_among_b(a_2) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
run() {
let v_1, v_2, v_3;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_remove_category_1();
this.cursor = this.limit - v_1;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
v_3 = this.limit - this.cursor;
this.r_remove_category_2();
this.cursor = this.limit - v_3;
if (!this.r_remove_category_3()) break lab0;
continue;
}
this.cursor = this.limit - v_2;
break;
}
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new NepaliStemmer();
return (word) => stemmer.stem(word);
};
