"""Phrases that mail programs write above a message which they repeat without quote marks: pure data, in lower case.

Who adds a language here may want to add its phrases to `quotes.boilerplate`, too, which has a shorter list.
"""

ORIGINAL_MESSAGE = (
    *("original message", "original appointment", "forwarded message"),
    *("original mail", "original e-mail", "ursprüngliche nachricht"),
    *("original-nachricht", "originalnachricht", "ursprüngliche mitteilung"),
    *("weitergeleitete nachricht", "message d'origine", "message d’origine"),
    *("message original", "message transféré", "message transmis"),
    *("mensaje original", "mensaje reenviado", "mensagem original"),
    *("mensagem encaminhada", "mensagem reencaminhada"),
    *("messaggio originale", "messaggio inoltrato", "oorspronkelijk bericht"),
    *("doorgestuurd bericht", "ursprungligt meddelande"),
    *("originalmeddelande", "vidarebefordrat meddelande"),
    *("oprindelig meddelelse", "oprindelig besked", "videresendt meddelelse"),
    *("opprinnelig melding", "opphavleg melding", "videresendt melding"),
    *("alkuperäinen viesti", "alkuperäinen viesti / orig.msg."),
    *("edelleenlähetetty viesti", "välitetty viesti", "wiadomość oryginalna"),
    *("oryginalna wiadomość", "treść oryginalnej wiadomości"),
    *("przekazana wiadomość", "původní zpráva", "přeposlaná zpráva"),
    *("pôvodná správa", "preposlaná správa", "eredeti üzenet"),
    *("továbbított üzenet", "исходное сообщение", "пересылаемое сообщение"),
    *("перенаправленное сообщение", "початкове повідомлення"),
    *("переслане повідомлення", "вихідне повідомлення", "зыходны ліст"),
    *("оригинално писмо", "оригинална порака", "izvorna poruka"),
    *("proslijeđena poruka", "originalna poruka", "оригинална порука"),
    *("izvirno sporočilo", "mesajul original", "mesaj original"),
    *("mesaj redirecționat", "missatge original", "missatge reenviat"),
    *("mensaxe orixinal", "jatorrizko mezua", "algne kiri", "algsõnum"),
    *("originalus laiškas", "sākotnējais ziņojums", "upprunalegur póstur"),
    *("upprunaleg skilaboð", "mesazhi origjinal", "neges wreiddiol"),
    *("teachtaireacht bhunaidh", "αρχικό μήνυμα", "özgün ileti"),
    *("orijinal mesaj", "iletilmiş mesaj", "הודעה מקורית", "הודעה שהועברה"),
    *("الرسالة الأصلية", "رسالة ممررة", "پیام اصلی", "मूल संदेश"),
    *("মূল বার্তা", "pesan asli", "mesej asal", "thư gốc", "tin nhắn gốc"),
    *("ข้อความต้นฉบับ", "ข้อความเดิม", "საწყისი წერილი"),
    *("oorspronklike boodskap", "原始邮件", "原始消息", "原邮件", "转发邮件", "转发邮件信息"),
    *("原始郵件", "原始訊息", "元のメッセージ", "オリジナルメッセージ", "転送メッセージ", "원본 메시지", "원본 메일"),
    *("전달된 메시지",),
)
"""Text between dashes: `-----Original Message-----`."""

FORWARDED_MESSAGE = (
    *("begin forwarded message", "anfang der weitergeleiteten nachricht"),
    *("début du message réexpédié", "début du message transféré"),
    *("inicio del mensaje reenviado", "inizio messaggio inoltrato"),
    *("begin doorgestuurd bericht", "início da mensagem reencaminhada"),
    *("início da mensagem encaminhada", "vidarebefordrat mejl"),
    *("start på videresendt besked", "videresendt melding"),
    *("välitetty viesti alkaa", "początek przekazywanej wiadomości"),
    *("začátek přeposílané zprávy", "začiatok preposlanej správy"),
    *("továbbított levél kezdete", "начало переадресованного сообщения"),
    *("початок листа, що пересилається", "započni proslijeđenu poruku"),
    *("începe mesajul redirecționat", "ileti başlangıcı", "下面是被转发的邮件"),
    *("開始轉寄郵件", "転送されたメッセージ", "전달된 메시지의 시작"),
)
"""Text before a colon, on a line of its own: `Begin forwarded message:`."""

FROM = (
    *("from", "von", "de", "da", "van", "från", "fra", "lähettäjä", "od"),
    *("nadawca", "feladó", "от", "отправитель", "від", "від кого", "ад"),
    *("од", "pošiljatelj", "šalje", "posílá", "de la", "expeditor"),
    *("expeditorul", "saatja", "nuo", "no", "frá", "nga", "από", "kimden"),
    *("gönderen", "remitente", "remetente", "mittente", "expéditeur"),
    *("absender", "afzender", "avsändare", "מאת", "من", "از", "प्रेषक"),
    *("dari", "daripada", "pengirim", "từ", "จาก", "发件人", "寄件者", "寄件人"),
    *("差出人", "送信者", "보낸 사람", "보낸사람", "발신"),
)
"""Names of the header `From`."""
DATE = (
    *("sent", "date", "gesendet", "datum", "envoyé", "date d'envoi"),
    *("enviado", "enviado el", "enviada em", "enviada", "fecha", "data"),
    *("inviato", "verzonden", "skickat", "sendt", "dato", "lähetetty"),
    *("päiväys", "päivämäärä", "wysłano", "wysłane", "odesláno", "odoslané"),
    *("dátum", "küldve", "отправлено", "дата", "надіслано", "изпратено"),
    *("послано", "poslano", "trimis", "trimisă", "saadetud", "kuupäev"),
    *("išsiųsta", "nosūtīts", "sent þann", "dërguar", "στάλθηκε"),
    *("ημερομηνία", "gönderme tarihi", "gönderilme", "tarih", "נשלח"),
    *("תאריך", "تاريخ الإرسال", "التاريخ", "تاریخ", "भेजा गया", "dikirim"),
    *("tanggal", "dihantar", "đã gửi", "ngày", "ส่ง", "วันที่", "发送时间", "日期"),
    *("发送日期", "寄件日期", "傳送日期", "送信日時", "日時", "日付", "보낸 날짜", "날짜", "bidalia"),
    *("enviat", "data d'enviament"),
)
"""Names of the headers `Date` and `Sent`."""
TO = (
    *("to", "cc", "an", "kopie", "à", "a", "pour", "para", "per", "aan"),
    *("till", "kopia", "til", "kopi", "vastaanottaja", "kopio", "do", "dw"),
    *("komu", "kome", "prima", "címzett", "másolat", "кому", "копия"),
    *("копія", "до", "către", "destinatarul", "saaja", "kam", "kuda", "προς"),
    *("kime", "alıcı", "bilgi", "אל", "עותק", "إلى", "نسخة", "به", "kepada"),
    *("प्रति", "đến", "tới", "ถึง", "收件人", "抄送", "收件者", "副本", "宛先", "받는 사람"),
    *("참조", "nori", "reply-to", "destinatario"),
)
"""Names of the headers `To`, `Cc` and `Reply-To`."""
SUBJECT = (
    *("subject", "betreff", "objet", "sujet", "asunto", "assunto", "oggetto"),
    *("onderwerp", "ämne", "emne", "aihe", "temat", "předmět", "predmet"),
    *("naslov", "tárgy", "тема", "относно", "subiect", "subiectul", "teema"),
    *("tema", "temats", "efni", "subjekti", "assumpte", "gaia", "θέμα"),
    *("konu", "נושא", "الموضوع", "موضوع", "विषय", "subjek", "perihal"),
    *("chủ đề", "tiêu đề", "เรื่อง", "หัวเรื่อง", "主题", "主旨", "件名", "제목"),
)
"""Names of the header `Subject`."""

ON_BEHALF_OF = (
    *("on behalf of", "im auftrag von", "de la part de", "au nom de"),
    *("en nombre de", "em nome de", "per conto di", "namens"),
    *("på vegne af", "på vegne av", "w imieniu", "jménem", "от имени"),
    *("puolesta", "代表", "の代理"),
)
"""Phrases between the sender and the author in a `From:` header: `Mira on behalf of Ann`."""
