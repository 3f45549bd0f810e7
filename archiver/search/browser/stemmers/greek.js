/*
Translated from the greek stemmer of snowballstemmer 3.1.1 (https://snowballstem.org).

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
const g_v = "αεηιουω";
const g_v2 = "αεηιοω";
const a_0 = table("|Ά|Έ|Ή|Ί|Ό|Ύ|Ώ|ΐ|Α|Β|Γ|Δ|Ε|Ζ|Η|Θ|Ι|Κ|Λ|Μ|Ν|Ξ|Ο|Π|Ρ|Σ|Τ|Υ|Φ|Χ|Ψ|Ω|Ϊ|Ϋ|ά|έ|ή|ί|ΰ|ς|ϊ|ϋ|ό|ύ|ώ", [25,1,5,7,9,15,20,24,7,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,9,20,1,5,7,9,20,18,7,20,15,20,24]);
const a_1 = table("σκαγια|φαγια|ολογια|σογια|τατογια|κρεατα|περατα|τερατα|γεγονοτα|καθεστωτα|φωτα|περατη|σκαγιων|φαγιων|ολογιων|σογιων|τατογιων|κρεατων|περατων|τερατων|γεγονοτων|καθεστωτων|φωτων|κρεασ|περασ|τερασ|γεγονοσ|κρεατοσ|περατοσ|τερατοσ|γεγονοτοσ|καθεστωτοσ|φωτοσ|καθεστωσ|φωσ|σκαγιου|φαγιου|ολογιου|σογιου|τατογιου", [2,1,3,4,5,6,7,8,11,10,9,7,2,1,3,4,5,6,7,8,11,10,9,6,7,8,11,6,7,8,11,10,9,10,9,2,1,3,4,5]);
const as_1 = ["φα", "σκα", "ολο", "σο", "τατο", "κρε", "περ", "τερ", "φω", "καθεστ", "γεγον"];
const a_2 = table("πα|ξαναπα|επα|περιπα|αναμπα|εμπα|β|δανε|βαθυρι|βαρκ|μαρκ|λ|μ|κορν|αθρο|συναθρο|π|ιμπ|ρ|μαρ|αμπαρ|γκρ|βολβορ|γλυκορ|πιπερορ|πρ|μπρ|αρρ|γλυκυρ|πολυρ|λου", [1,1,1,1,1,1,2,1,2,2,2,2,2,2,1,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2]);
const as_2 = ["ι", "ιζ"];
const a_3 = table("ιζα|ιζε|ιζαμε|ιζουμε|ιζανε|ιζουνε|ιζατε|ιζετε|ιζει|ιζαν|ιζουν|ιζεσ|ιζεισ|ιζω", 1);
const a_4 = table("βι|λι|αλ|εν|σ|χ|υψ|ζω", 1);
const a_5 = table("ωθηκα|ωθηκε|ωθηκαμε|ωθηκανε|ωθηκατε|ωθηκαν|ωθηκεσ", 1);
const a_6 = table("ξαναπα|επα|περιπα|αναμπα|εμπα|χαρτοπα|εξαρχα|γε|γκε|κλε|εκλε|απεκλε|αποκλε|εσωκλε|δανε|πε|επε|μετεπε|εσε|γκ|μ|πουκαμ|κομ|αν|ολο|αθρο|συναθρο|π|λαρ|δημοκρατ|αφ|γιγαντοαφ", [1,1,1,1,1,1,1,2,2,1,1,1,1,1,1,1,1,1,1,2,2,2,2,2,2,1,1,2,2,2,2,2]);
const as_6 = ["ι", "ισ"];
const a_7 = table("ισα|ισαμε|ισανε|ισε|ισατε|ισαν|ισεσ", 1);
const a_8 = table("ξαναπα|επα|περιπα|αναμπα|εμπα|χαρτοπα|εξαρχα|κλε|εκλε|απεκλε|αποκλε|εσωκλε|δανε|πε|επε|μετεπε|εσε|αθρο|συναθρο", 1);
const a_9 = table("ισουμε|ισουνε|ισετε|ισει|ισουν|ισεισ|ισω", 1);
const a_10 = table("ατα|φα|ηφα|μεγ|λυγ|ηδ|κλε|εσωκλε|πλε|δανε|σε|ασε|καθ|εχθ|κακ|μακ|σκ|φιλ|κυλ|μ|γεμ|αχν|συναθρο|π|απ|εμπ|ευπ|αρ|αορ|γυρ|χρ|χωρ|κτ|ακτ|χτ|αχτ|ταχ|σχ|ασχ|υψ", [2,2,2,2,2,2,1,1,1,1,1,1,2,2,2,2,2,2,2,2,2,2,1,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2]);
const as_10 = ["ι", "ιστ"];
const a_11 = table("ιστα|ιστε|ιστη|ιστοι|ιστων|ιστο|ιστεσ|ιστησ|ιστοσ|ιστουσ|ιστου", 1);
const a_12 = table("εγκλε|αποκλε|δανε|αντιδανε|σε|μετασε|μικροσε", [1,1,2,2,1,1,1]);
const as_12 = ["ισμ", "ι"];
const a_13 = table("ατομικ|εθνικ|τοπικ|εκλεκτικ|σκεπτικ|γνωστικ|αγνωστικ|αλεξανδριν|θεατριν|βυζαντιν", [2,4,7,5,6,3,1,8,10,9]);
const as_13 = ["αγνωστ", "ατομ", "γνωστ", "εθν", "εκλεκτ", "σκεπτ", "τοπ", "αλεξανδρ", "βυζαντ", "θεατρ"];
const a_14 = table("ισμοι|ισμων|ισμο|ισμοσ|ισμουσ|ισμου", 1);
const a_15 = table("σ|χ", 1);
const a_16 = table("ουδακια|αρακια|ουδακι|αρακι", 1);
const a_17 = table("β|βαμβ|σλοβ|τσεχοσλοβ|καρδ|ζ|τζ|κ|καπακ|σοκ|σκ|βαλ|μαλ|γλ|τριπολ|πλ|λουλ|φυλ|καιμ|κλιμ|φαρμ|γιαν|σπαν|ηγουμεν|κον|μακρυν|π|κατραπ|ρ|βρ|λαβρ|αμβρ|μερ|πατερ|ανθρ|κορ|σ|ναγκασ|τοσ|μουστ|ρυ|φ|σφ|αλισφ|νυφ|χ", [2,1,1,1,2,2,1,1,1,1,1,2,1,2,2,1,1,1,1,1,1,2,1,2,1,2,2,1,1,1,1,1,1,2,1,1,1,1,2,1,1,1,1,1,2,1]);
const as_17 = ["ακ", "ιτσ"];
const a_18 = table("ακια|αρακια|ιτσα|ακι|αρακι|ιτσων|ιτσασ|ιτσεσ", 1);
const a_19 = table("ψαλ|αιφν|ολο|ιρ", 1);
const a_20 = table("ε|παιχν", 1);
const a_21 = table("ιδια|ιδιων|ιδιο", 1);
const a_22 = table("ιβ|δ|φραγκ|λυκ|οβελ|μην|ρ", 1);
const a_23 = table("ισκε|ισκο|ισκοσ|ισκου", 1);
const a_24 = table("αδων|αδεσ", 1);
const a_25 = table("γιαγι|θει|οκ|μαμ|μαν|μπαμπ|πεθερ|πατερ|κυρ|νταντ", -1);
const a_26 = table("εδων|εδεσ", 1);
const a_27 = table("μιλ|δαπ|γηπ|ιπ|εμπ|οπ|κρασπ|υπ", 1);
const a_28 = table("ουδων|ουδεσ", 1);
const a_29 = table("τραγ|φε|καλιακ|αρκ|σκ|πεταλ|βελ|λουλ|φλ|χν|πλεξ|σπ|φρ|σ|λιχ", 1);
const a_30 = table("εων|εωσ", 1);
const a_31 = table("δ|ιδ|θ|γαλ|ελ|ν|π|παρ", 1);
const a_32 = table("ια|ιων|ιου", 1);
const a_33 = table("ικα|ικων|ικο|ικου", 1);
const a_34 = table("αδ|συναδ|καταδ|αντιδ|ενδ|φυλοδ|υποδ|πρωτοδ|εξωδ|ηθ|ανηθ|ξικ|αλ|αμμοχαλ|συνομηλ|μπολ|μουλ|τσαμ|βρωμ|αμαν|μπαν|καλλιν|ποστελν|φιλον|καλπ|γερ|χασ|μποσ|πλιατσ|πετσ|πιτσ|φυσ|μπαγιατ|νιτ|πικαντ|σερτ", 1);
const a_35 = table("αγαμε|ηκαμε|ηθηκαμε|ησαμε|ουσαμε", 1);
const a_36 = table("βουβ|ξεθ|πεθ|αποθ|αποκ|ουλ|αναπ|πικρ|ποτ|αποστ|χ|σιχ", 1);
const a_37 = table("τρ|τσ", 1);
const a_38 = table("αγανε|ηκανε|ηθηκανε|ησανε|ουσανε|οντανε|ιοντανε|ουντανε|ιουντανε|οτανε|ιοτανε", 1);
const a_39 = table("ταβ|νταβ|ψηλοταβ|λιβ|κλιβ|ξηροκλιβ|γ|αγ|τραγ|τσαγ|αθιγγ|τσιγγ|ατσιγγ|στεγ|απηγ|σιγ|ανοργ|ενοργ|καλπουζ|θ|μωαμεθ|πιθ|απιθ|δεκ|πελεκ|ικ|ανικ|βουλκ|βασκ|βραχυκ|γαλ|καταγαλ|ολογαλ|βαθυγαλ|μελ|καστελ|πορτολ|πλ|διπλ|λαοπλ|ψυχοπλ|ουλ|μ|ολιγοδαμ|μουσουλμ|δραδουμ|βραχμ|ν|αμερικαν|π|αδαπ|χαμηλοδαπ|πολυδαπ|κοπ|υποκοπ|τσοπ|σπ|ερ|γερ|βετερ|λουθηρ|κορμορ|περιτρ|ουρ|σ|βασ|πολισ|σαρακατσ|θυσ|διατ|πλατ|τσαρλατ|τετ|πουριτ|σουλτ|μαιντ|ζωντ|καστ|φ|διαφ|στεφ|φωτοστεφ|περηφ|υπερηφ|κοιλαρφ|πενταρφ|ορφ|χ|αμηχ|βιομηχ|μεγλοβιομηχ|καπνοβιομηχ|μικροβιομηχ|πολυμηχ|λιχ", 1);
const a_40 = table("ενδ|συνδ|οδ|διαθ|καθ|ραθ|ταθ|τιθ|εκθ|ενθ|συνθ|ροθ|υπερθ|σθ|ευθ|αρκ|ωφελ|βολ|αιν|πον|ρον|συν|βαρ|βρ|αιρ|φορ|ευρ|πυρ|χωρ|νετ|σχ", 1);
const a_41 = table("παγ|δ|αδ|θ|αθ|τοκ|σκ|παρακαλ|σκελ|απλ|εμ|αν|βεν|βαρον|κοπ|σερπ|αβαρ|εναρ|αβρ|μπορ|θαρρ|ντρ|υ|νιφ|συρφ", 1);
const a_42 = table("οντασ|ωντασ", 1);
const a_43 = table("ομαστε|ιομαστε", 1);
const a_44 = table("π|απ|ακαταπ|συμπ|ασυμπ|αμεταμφ", 1);
const a_45 = table("ζ|αλ|παρακαλ|εκτελ|μ|ξ|προ|αρ|νισ", 1);
const a_46 = table("ηθηκα|ηθηκε|ηθηκεσ", 1);
const a_47 = table("πιθ|οθ|ναρθ|σκουλ|σκωλ|σφ", 1);
const a_48 = table("θ|διαθ|παρακαταθ|συνθ|προσθ", 1);
const a_49 = table("ηκα|ηκε|ηκεσ", 1);
const a_50 = table("φαγ|ληγ|φρυδ|μαντιλ|μαλλ|ομ|βλεπ|ποδαρ|κυματ|πρωτ|λαχ|πανταχ", 1);
const a_51 = table("τσα|χαδ|μεδ|λαμπιδ|δε|πλε|μεσαζ|δεσποζ|αιθ|φαρμακ|αγκ|ανηκ|λ|μ|αμ|βρομ|υποτειν|εκλιπ|ρ|ενδιαφερ|αναρρ|πατ|καθαρευ|δευτερευ|λεχ", 1);
const a_52 = table("ουσα|ουσε|ουσεσ", 1);
const a_53 = table("πελ|λλ|σμην|ρπ|πρ|φρ|χορτ|οφ|ψοφ|σφ|λοχ|ναυλοχ", [1,1,1,1,1,1,1,1,-1,1,1,-1]);
const a_54 = table("αμαλλι|λ|αμαλ|μ|ουλαμ|εν|δερβεν|π|αειπ|αρτιπ|συμπ|νεοπ|κροκαλοπ|ολοπ|προσωποπ|σιδηροπ|δροσοπ|ασπ|ανυπ|ρ|ασπαρ|χαρ|αχαρ|απερ|τρ|ουρ|τ|διατ|επιτ|συντ|ομοτ|νομοτ|αποτ|υποτ|αβαστ|αιμοστ|προστ|ανυστ|ναυ|αφ|ξεφ|αδηφ|παμφ|πολυφ", 1);
const a_55 = table("αγα|αγε|αγεσ", 1);
const a_56 = table("ησα|ησε|ησου", 1);
const a_57 = table("ν|δωδεκαν|επταν|μεγαλον|ερημον|χερσον", 1);
const a_58 = table("σβ|ασβ|απλ|αειμν|χρ|αχρ|κοινοχρ|δυσχρ|ευχρ|παλιμψ", 1);
const a_59 = table("ουνε|ηθουνε|ησουνε", 1);
const a_60 = table("σπι|ν|εξων|ρ|στραβομουτσ|κακομουτσ", 1);
const a_61 = table("ουμε|ηθουμε|ησουμε", 1);
const a_62 = table("αζ|ωριοπλ|ασουσ|παρασουσ|αλλοσουσ|φ|χ", 1);
const a_63 = table("ματα|ματων|ματοσ", 1);
const a_64 = table("α|ιουμα|ομουνα|ιομουνα|οσουνα|ιοσουνα|ε|αγατε|ηκατε|ηθηκατε|ησατε|ουσατε|ειτε|ηθειτε|ιεμαστε|ουμαστε|ιουμαστε|ιεσαστε|οσαστε|ιοσαστε|η|ι|αμαι|ιεμαι|ομαι|ουμαι|ασαι|εσαι|ιεσαι|αται|εται|ιεται|ονται|ουνται|ιουνται|ει|αει|ηθει|ησει|οι|αν|αγαν|ηκαν|ηθηκαν|ησαν|ουσαν|οντουσαν|ιοντουσαν|ονταν|ιονταν|ουνταν|ιουνταν|οταν|ιοταν|ομασταν|ιομασταν|οσασταν|ιοσασταν|ουν|ηθουν|ομουν|ιομουν|ησουν|οσουν|ιοσουν|ων|ηδων|ο|ασ|εσ|ηδεσ|ησεσ|ησ|εισ|ηθεισ|οσ|υσ|ουσ|υ|ου|ω|αω|ηθω|ησω", 1);
const a_65 = table("οτερ|εστερ|υτερ|ωτερ|οτατ|εστατ|υτατ|ωτατ", 1);
class GreekStemmer extends Stemmer {
B_test1 = false;
r_tolower() {
let among_var, v_1;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
among_var = this.find_among_b(a_0);
this.bra = this.cursor;
if (among_var === 1) this.slice_from("α"); else if (among_var === 2) this.slice_from("β"); else if (among_var === 3) this.slice_from("γ"); else if (among_var === 4) this.slice_from("δ"); else if (among_var === 5) this.slice_from("ε"); else if (among_var === 6) this.slice_from("ζ"); else if (among_var === 7) this.slice_from("η"); else if (among_var === 8) this.slice_from("θ"); else if (among_var === 9) this.slice_from("ι"); else if (among_var === 10) this.slice_from("κ"); else if (among_var === 11) this.slice_from("λ"); else if (among_var === 12) this.slice_from("μ"); else if (among_var === 13) this.slice_from("ν"); else if (among_var === 14) this.slice_from("ξ"); else if (among_var === 15) this.slice_from("ο"); else if (among_var === 16) this.slice_from("π"); else if (among_var === 17) this.slice_from("ρ"); else if (among_var === 18) this.slice_from("σ"); else if (among_var === 19) this.slice_from("τ"); else if (among_var === 20) this.slice_from("υ"); else if (among_var === 21) this.slice_from("φ"); else if (among_var === 22) this.slice_from("χ"); else if (among_var === 23) this.slice_from("ψ"); else if (among_var === 24) this.slice_from("ω"); else {
if (this.cursor <= this.limit_backward) break lab0;
this.cursor -= 1;
}
continue;
}
this.cursor = this.limit - v_1;
break;
}
return true;
}
r_step_1() {
let among_var;
this.ket = this.cursor;
among_var = this.find_among_b(a_1);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_1[among_var - 1]);
this.B_test1 = false;
return true;
}
r_step_s1() {
let among_var;
this.ket = this.cursor;
if (this.find_among_b(a_3) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(a_2);
if (among_var === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from(as_2[among_var - 1]);
return true;
}
r_step_s2() {
this.ket = this.cursor;
if (this.find_among_b(a_5) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_4) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ων");
return true;
}
r_step_s3() {
let among_var, v_1;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("ισα")) break lab0;
this.bra = this.cursor;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("ισ");
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
break;
}
if (this.find_among_b(a_7) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(a_6);
if (among_var === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from(as_6[among_var - 1]);
return true;
}
r_step_s4() {
this.ket = this.cursor;
if (this.find_among_b(a_9) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_8) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ι");
return true;
}
r_step_s5() {
let among_var;
this.ket = this.cursor;
if (this.find_among_b(a_11) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(a_10);
if (among_var === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from(as_10[among_var - 1]);
return true;
}
r_step_s6() {
let among_var, v_1;
this.ket = this.cursor;
if (this.find_among_b(a_14) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(a_12);
if (among_var === 0) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from(as_12[among_var - 1]);
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
among_var = this.find_among_b(a_13);
if (among_var === 0) return false;
this.bra = this.cursor;
this.slice_from(as_13[among_var - 1]);
break;
}
return true;
}
r_step_s7() {
this.ket = this.cursor;
if (this.find_among_b(a_16) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_15) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("αρακ");
return true;
}
r_step_s8() {
let among_var, v_1;
this.ket = this.cursor;
if (this.find_among_b(a_18) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(a_17);
if (among_var === 0) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from(as_17[among_var - 1]);
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.eq_s_b("κορ")) return false;
this.slice_from("ιτσ");
break;
}
return true;
}
r_step_s9() {
let v_1;
this.ket = this.cursor;
if (this.find_among_b(a_21) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_19) === 0) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("ιδ");
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_20) === 0) return false;
this.slice_from("ιδ");
break;
}
return true;
}
r_step_s10() {
this.ket = this.cursor;
if (this.find_among_b(a_23) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_22) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ισκ");
return true;
}
r_step_2a() {
let c, v_1;
this.ket = this.cursor;
if (this.find_among_b(a_24) === 0) return false;
this.bra = this.cursor;
this.slice_del();
v_1 = this.limit - this.cursor;
lab0: {
if (this.find_among_b(a_25) === 0) break lab0;
return false;
}
this.cursor = this.limit - v_1;
c = this.cursor;
this.insert(this.cursor, this.cursor, "αδ");
this.cursor = c;
return true;
}
r_step_2b() {
this.ket = this.cursor;
if (this.find_among_b(a_26) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_27) === 0) return false;
this.slice_from("εδ");
return true;
}
r_step_2c() {
this.ket = this.cursor;
if (this.find_among_b(a_28) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_29) === 0) return false;
this.slice_from("ουδ");
return true;
}
r_step_2d() {
this.ket = this.cursor;
if (this.find_among_b(a_30) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_31) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ε");
return true;
}
r_step_3() {
this.ket = this.cursor;
if (this.find_among_b(a_32) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.in_grouping_b(g_v)) return false;
this.slice_from("ι");
return true;
}
r_step_4() {
let v_1;
this.ket = this.cursor;
if (this.find_among_b(a_33) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.in_grouping_b(g_v)) break lab0;
this.slice_from("ικ");
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
break;
}
this.bra = this.cursor;
if (this.find_among_b(a_34) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ικ");
return true;
}
r_step_5a() {
let v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("αγαμε")) break lab0;
this.bra = this.cursor;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("αγαμ");
}
this.cursor = this.limit - v_1;
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_35) === 0) break lab0;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
}
this.cursor = this.limit - v_2;
this.ket = this.cursor;
if (!this.eq_s_b("αμε")) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_36) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("αμ");
return true;
}
r_step_5b() {
let v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_38) === 0) break lab0;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_37) === 0) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("αγαν");
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (!this.eq_s_b("ανε")) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.in_grouping_b(g_v2)) break lab0;
this.slice_from("αν");
break;
}
this.cursor = this.limit - v_2;
this.ket = this.cursor;
break;
}
this.bra = this.cursor;
if (this.find_among_b(a_39) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("αν");
return true;
}
r_step_5c() {
let v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("ησετε")) break lab0;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (!this.eq_s_b("ετε")) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.in_grouping_b(g_v2)) break lab0;
this.slice_from("ετ");
break;
}
this.cursor = this.limit - v_2;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_40) === 0) break lab0;
this.slice_from("ετ");
break;
}
this.cursor = this.limit - v_2;
this.ket = this.cursor;
break;
}
this.bra = this.cursor;
if (this.find_among_b(a_41) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ετ");
return true;
}
r_step_5d() {
let v_1;
this.ket = this.cursor;
if (this.find_among_b(a_42) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.eq_s_b("αρχ")) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("οντ");
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.eq_s_b("κρε")) return false;
this.slice_from("ωντ");
break;
}
return true;
}
r_step_5e() {
this.ket = this.cursor;
if (this.find_among_b(a_43) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.eq_s_b("ον")) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ομαστ");
return true;
}
r_step_5f() {
let v_1;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (!this.eq_s_b("ιεστε")) break lab0;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_44) === 0) break lab0;
if (this.cursor > this.limit_backward) break lab0;
this.slice_from("ιεστ");
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (!this.eq_s_b("εστε")) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_45) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ιεστ");
return true;
}
r_step_5g() {
let v_1, v_2;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_46) === 0) break lab0;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
if (this.find_among_b(a_49) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_47) === 0) break lab0;
this.slice_from("ηκ");
break;
}
this.cursor = this.limit - v_2;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_48) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ηκ");
break;
}
return true;
}
r_step_5h() {
let v_1;
this.ket = this.cursor;
if (this.find_among_b(a_52) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_50) === 0) break lab0;
this.slice_from("ουσ");
break;
}
this.cursor = this.limit - v_1;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_51) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ουσ");
break;
}
return true;
}
r_step_5i() {
let among_var, v_1, v_2;
this.ket = this.cursor;
if (this.find_among_b(a_55) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
while (true) {
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
if (!this.eq_s_b("κολλ")) break lab0;
this.slice_from("αγ");
break;
}
this.cursor = this.limit - v_1;
while (true) {
v_2 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
this.bra = this.cursor;
among_var = this.find_among_b(a_53);
if (among_var === 0) break lab0;
if (among_var === 1) this.slice_from("αγ");
break;
}
this.cursor = this.limit - v_2;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_54) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("αγ");
break;
}
break;
}
return true;
}
r_step_5j() {
this.ket = this.cursor;
if (this.find_among_b(a_56) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_57) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ησ");
return true;
}
r_step_5k() {
this.ket = this.cursor;
if (!this.eq_s_b("ηστε")) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_58) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ηστ");
return true;
}
r_step_5l() {
this.ket = this.cursor;
if (this.find_among_b(a_59) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_60) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ουν");
return true;
}
r_step_5m() {
this.ket = this.cursor;
if (this.find_among_b(a_61) === 0) return false;
this.bra = this.cursor;
this.slice_del();
this.B_test1 = false;
this.ket = this.cursor;
this.bra = this.cursor;
if (this.find_among_b(a_62) === 0) return false;
if (this.cursor > this.limit_backward) return false;
this.slice_from("ουμ");
return true;
}
r_step_6() {
let v_1;
v_1 = this.limit - this.cursor;
lab0: {
this.ket = this.cursor;
if (this.find_among_b(a_63) === 0) break lab0;
this.bra = this.cursor;
this.slice_from("μα");
}
this.cursor = this.limit - v_1;
if (!this.B_test1) return false;
this.ket = this.cursor;
if (this.find_among_b(a_64) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
r_step_7() {
this.ket = this.cursor;
if (this.find_among_b(a_65) === 0) return false;
this.bra = this.cursor;
this.slice_del();
return true;
}
run() {
let v_1, v_10, v_11, v_12, v_13, v_14, v_15, v_16, v_17, v_18, v_19, v_2, v_20, v_21, v_22, v_23, v_24, v_25, v_26, v_27, v_28, v_29, v_3, v_30, v_31, v_32, v_33, v_4, v_5, v_6, v_7, v_8, v_9;
this.limit_backward = this.cursor;
this.cursor = this.limit;
v_1 = this.limit - this.cursor;
this.r_tolower();
this.cursor = this.limit - v_1;
if (this.current.length < 3) return false;
this.B_test1 = true;
v_2 = this.limit - this.cursor;
this.r_step_1();
this.cursor = this.limit - v_2;
v_3 = this.limit - this.cursor;
this.r_step_s1();
this.cursor = this.limit - v_3;
v_4 = this.limit - this.cursor;
this.r_step_s2();
this.cursor = this.limit - v_4;
v_5 = this.limit - this.cursor;
this.r_step_s3();
this.cursor = this.limit - v_5;
v_6 = this.limit - this.cursor;
this.r_step_s4();
this.cursor = this.limit - v_6;
v_7 = this.limit - this.cursor;
this.r_step_s5();
this.cursor = this.limit - v_7;
v_8 = this.limit - this.cursor;
this.r_step_s6();
this.cursor = this.limit - v_8;
v_9 = this.limit - this.cursor;
this.r_step_s7();
this.cursor = this.limit - v_9;
v_10 = this.limit - this.cursor;
this.r_step_s8();
this.cursor = this.limit - v_10;
v_11 = this.limit - this.cursor;
this.r_step_s9();
this.cursor = this.limit - v_11;
v_12 = this.limit - this.cursor;
this.r_step_s10();
this.cursor = this.limit - v_12;
v_13 = this.limit - this.cursor;
this.r_step_2a();
this.cursor = this.limit - v_13;
v_14 = this.limit - this.cursor;
this.r_step_2b();
this.cursor = this.limit - v_14;
v_15 = this.limit - this.cursor;
this.r_step_2c();
this.cursor = this.limit - v_15;
v_16 = this.limit - this.cursor;
this.r_step_2d();
this.cursor = this.limit - v_16;
v_17 = this.limit - this.cursor;
this.r_step_3();
this.cursor = this.limit - v_17;
v_18 = this.limit - this.cursor;
this.r_step_4();
this.cursor = this.limit - v_18;
v_19 = this.limit - this.cursor;
this.r_step_5a();
this.cursor = this.limit - v_19;
v_20 = this.limit - this.cursor;
this.r_step_5b();
this.cursor = this.limit - v_20;
v_21 = this.limit - this.cursor;
this.r_step_5c();
this.cursor = this.limit - v_21;
v_22 = this.limit - this.cursor;
this.r_step_5d();
this.cursor = this.limit - v_22;
v_23 = this.limit - this.cursor;
this.r_step_5e();
this.cursor = this.limit - v_23;
v_24 = this.limit - this.cursor;
this.r_step_5f();
this.cursor = this.limit - v_24;
v_25 = this.limit - this.cursor;
this.r_step_5g();
this.cursor = this.limit - v_25;
v_26 = this.limit - this.cursor;
this.r_step_5h();
this.cursor = this.limit - v_26;
v_27 = this.limit - this.cursor;
this.r_step_5j();
this.cursor = this.limit - v_27;
v_28 = this.limit - this.cursor;
this.r_step_5i();
this.cursor = this.limit - v_28;
v_29 = this.limit - this.cursor;
this.r_step_5k();
this.cursor = this.limit - v_29;
v_30 = this.limit - this.cursor;
this.r_step_5l();
this.cursor = this.limit - v_30;
v_31 = this.limit - this.cursor;
this.r_step_5m();
this.cursor = this.limit - v_31;
v_32 = this.limit - this.cursor;
this.r_step_6();
this.cursor = this.limit - v_32;
v_33 = this.limit - this.cursor;
this.r_step_7();
this.cursor = this.limit - v_33;
this.cursor = this.limit_backward;
return true;
}
}
const stemmer = new GreekStemmer();
return (word) => stemmer.stem(word);
};
