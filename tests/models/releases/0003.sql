BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	password_hash VARCHAR(200), 
	is_administrator BOOLEAN NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_email UNIQUE (email)
);
INSERT INTO "account" VALUES(1,'planung@gleichstellung.example.org','Petra Planung (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000');
INSERT INTO "account" VALUES(2,'planung@personalrat.example.org','Rolf Rat (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE "announced_edition" (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	slug VARCHAR(80) NOT NULL, 
	secret VARCHAR(64) NOT NULL, 
	announced_at DATETIME NOT NULL, 
	announced_by VARCHAR(200) NOT NULL, 
	content JSON NOT NULL, 
	is_public BOOLEAN NOT NULL, 
	CONSTRAINT pk_announced_edition PRIMARY KEY (id), 
	CONSTRAINT fk_announced_edition_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_announced_edition_event_id UNIQUE (event_id, number)
);
INSERT INTO "announced_edition" VALUES(1,1,1,'frauen-und-ki-2024','Mkb7oSVRTNc_NIergwpm0ic93P3wYQjI','2024-09-02 06:00:00.000000','System','{"number": 1, "announced_at": "2024-09-02T06:00:00+00:00", "uid": "754ea7ce-4113-46d4-ad99-19810a541088", "slug": "frauen-und-ki-2024", "secret": "Mkb7oSVRTNc_NIergwpm0ic93P3wYQjI", "visibility": "public", "status": "confirmed", "zone": "Europe/Berlin", "starts": {"local": "2024-11-08T09:00:00", "second": false}, "ends": {"local": "2024-11-08T12:30:00", "second": false}, "doors": {"local": "2024-11-08T08:30:00", "second": false}, "kind": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}, "title": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr alle Frauen, die bei der Stadt Essen arbeiten"}, "theme": {"de": "Frauen und KI", "en": "Women and AI", "easy": "Frauen und K\u00fcnstliche Intelligenz"}, "description": {"de": "K\u00fcnstliche Intelligenz ver\u00e4ndert, wie wir arbeiten. Was hei\u00dft das f\u00fcr Frauen in der Verwaltung?\n\nDie Uhrzeiten in diesem Beispiel sind erfunden.", "en": "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\nThe times of day in this example are invented.", "easy": ""}, "working_time": {"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work.", "easy": ""}, "notice": {"de": "", "en": "", "easy": ""}, "organizer": {"authority": "Stadt Essen", "office": "Gleichstellungsstelle", "street": "Rathaus, Porscheplatz", "postcode": "45121", "city": "Essen", "phone": "+49 201 88-0", "email": "gleichstellungsstelle@essen.example.org", "website": "https://www.essen.de", "contact_name": "Kim Muster (Beispiel)", "contact_phone": "+49 201 88-0", "contact_email": "gleichstellungsstelle@essen.example.org", "signatory": "Kim Muster", "signatory_function": "Gleichstellungsbeauftragte (Beispiel)", "reference": "GSt-Beispiel", "slug": "gleichstellungsstelle"}, "venue": {"name": "Lichtburg", "street": "Kettwiger Stra\u00dfe 36", "postcode": "45127", "city": "Essen", "latitude": 51.4552, "longitude": 7.0137, "capacity": 1250, "wheelchair_places": 6, "facts": ["step_free", "accessible_toilet", "public_transport"], "access": {"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need.", "easy": ""}, "directions": {"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes.", "easy": ""}}, "items": [{"number": 1, "uid": "396dd888-2d4f-407e-aa03-2470748cf49a", "function": "welcome", "title": {"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T09:00:00", "second": false}, "ends": {"local": "2024-11-08T09:15:00", "second": false}, "people": [{"speaker_id": 1, "name": "Thomas Kufen", "role": "speaker", "function": {"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 2, "uid": "4df6db6b-0042-488c-95ba-e3f1edf615ba", "function": "keynote", "title": {"de": "KI, inspire me! Von Chancen, Wundern und anderen \u00dcberraschungen aus der Mensch-KI-Symbiose", "en": "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T09:15:00", "second": false}, "ends": {"local": "2024-11-08T10:15:00", "second": false}, "people": [{"speaker_id": 2, "name": "Henriette Fr\u00e4drich", "role": "speaker", "function": {"de": "Keynote-Speakerin", "en": "Keynote speaker", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 3, "uid": "edff3730-c706-4021-8469-cd0d31d8923e", "function": "break", "title": {"de": "Pause", "en": "Break", "easy": "Pause"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T10:15:00", "second": false}, "ends": {"local": "2024-11-08T10:45:00", "second": false}, "people": [], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 4, "uid": "951ee539-ed46-4d0d-9bc1-c9791c99e9f7", "function": "talk_round", "title": {"de": "Personalmanagement mit KI", "en": "Personnel management with AI", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T10:45:00", "second": false}, "ends": {"local": "2024-11-08T12:00:00", "second": false}, "people": [{"speaker_id": 3, "name": "Annabelle Brandes", "role": "guest", "function": {"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 5, "uid": "2ce8dc53-c78f-4f7b-a697-096f24b3c2ea", "function": "closing", "title": {"de": "Ausblick und Schlusswort", "en": "Outlook and closing words", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T12:00:00", "second": false}, "ends": {"local": "2024-11-08T12:30:00", "second": false}, "people": [{"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "host", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "withdrawn": [], "stamps": {}, "asked_by": "gleichstellungsstelle@essen.example.org"}',1);
INSERT INTO "announced_edition" VALUES(2,2,1,'versammlung-2027','_qtPlmIrys7YLFSC-pcgAUasCWemChFe','2026-11-22 09:00:00.000000','System','{"number": 1, "announced_at": "2026-11-22T09:00:00+00:00", "uid": "62e75501-3d1f-4cff-8be9-f8d869639ef0", "slug": "versammlung-2027", "secret": "_qtPlmIrys7YLFSC-pcgAUasCWemChFe", "visibility": "staff", "status": "tentative", "zone": "Europe/Berlin", "starts": {"local": "2027-11-12T09:00:00", "second": false}, "ends": {"local": "2027-11-12T12:30:00", "second": false}, "doors": {"local": "2027-11-12T08:30:00", "second": false}, "kind": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}, "title": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": ""}, "theme": {"de": "Zeit f\u00fcr F\u00fchrung", "en": "Time to lead", "easy": ""}, "description": {"de": "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich \u00e4ndern.", "en": "This assembly is an example to try things out. Everything can be changed.", "easy": ""}, "working_time": {"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work.", "easy": ""}, "notice": {"de": "", "en": "", "easy": ""}, "organizer": {"authority": "Stadt Essen", "office": "Gleichstellungsstelle", "street": "Rathaus, Porscheplatz", "postcode": "45121", "city": "Essen", "phone": "+49 201 88-0", "email": "gleichstellungsstelle@essen.example.org", "website": "https://www.essen.de", "contact_name": "Kim Muster (Beispiel)", "contact_phone": "+49 201 88-0", "contact_email": "gleichstellungsstelle@essen.example.org", "signatory": "Kim Muster", "signatory_function": "Gleichstellungsbeauftragte (Beispiel)", "reference": "GSt-Beispiel", "slug": "gleichstellungsstelle"}, "venue": {"name": "Lichtburg", "street": "Kettwiger Stra\u00dfe 36", "postcode": "45127", "city": "Essen", "latitude": 51.4552, "longitude": 7.0137, "capacity": 1250, "wheelchair_places": 6, "facts": ["step_free", "accessible_toilet", "public_transport"], "access": {"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need.", "easy": ""}, "directions": {"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes.", "easy": ""}}, "items": [{"number": 6, "uid": "6c418de3-e308-4a3c-a753-1f285b4c8ba3", "function": "welcome", "title": {"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T09:00:00", "second": false}, "ends": {"local": "2027-11-12T09:20:00", "second": false}, "people": [{"speaker_id": 1, "name": "Thomas Kufen", "role": "speaker", "function": {"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 7, "uid": "4e7ca79b-b083-4a73-a44f-8ed29294ebbb", "function": "report", "title": {"de": "Bericht der Gleichstellungsstelle", "en": "Report of the Equality Office", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T09:20:00", "second": false}, "ends": {"local": "2027-11-12T10:00:00", "second": false}, "people": [{"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "speaker", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 8, "uid": "60ba369f-daa2-4914-81cd-5b284d31e1ca", "function": "talk_round", "title": {"de": "F\u00fchren in Teilzeit", "en": "Leading part-time", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T10:00:00", "second": false}, "ends": {"local": "2027-11-12T10:45:00", "second": false}, "people": [{"speaker_id": 3, "name": "Annabelle Brandes", "role": "guest", "function": {"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}, {"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "host", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 9, "uid": "586d9a15-670f-4b40-b256-770ee1c7b71b", "function": "break", "title": {"de": "Pause", "en": "Break", "easy": "Pause"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T10:45:00", "second": false}, "ends": {"local": "2027-11-12T11:15:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 10, "uid": "dec0e83b-50e9-469d-8f76-34e688cf87ec", "function": "questions", "title": {"de": "Ihre Fragen", "en": "Your questions", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T11:15:00", "second": false}, "ends": {"local": "2027-11-12T12:00:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 11, "uid": "dd60130a-8e54-4953-baac-8e43e7939b0c", "function": "closing", "title": {"de": "Ausblick und Schlusswort", "en": "Outlook and closing words", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T12:00:00", "second": false}, "ends": {"local": "2027-11-12T12:15:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "withdrawn": [], "stamps": {}, "asked_by": "gleichstellungsstelle@essen.example.org"}',0);
CREATE TABLE browser_session (
	id_hash VARCHAR(64) NOT NULL, 
	account_id INTEGER, 
	data JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_browser_session PRIMARY KEY (id_hash), 
	CONSTRAINT fk_browser_session_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE busy_calendar (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organizer_id INTEGER NOT NULL, 
	venue_id INTEGER, 
	name VARCHAR(120) NOT NULL, 
	covers_from DATETIME NOT NULL, 
	covers_until DATETIME NOT NULL, 
	read_at DATETIME NOT NULL, 
	read_by VARCHAR(200) NOT NULL, 
	CONSTRAINT fk_busy_calendar_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_busy_calendar_venue_id_venue FOREIGN KEY(venue_id) REFERENCES venue (id) ON DELETE CASCADE, 
	CONSTRAINT uq_busy_calendar_organizer_id UNIQUE (organizer_id, name)
);
CREATE TABLE busy_time (
	id INTEGER NOT NULL, 
	calendar_id INTEGER NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	summary VARCHAR(255) NOT NULL, 
	CONSTRAINT pk_busy_time PRIMARY KEY (id), 
	CONSTRAINT ck_busy_time_ends_after_start CHECK (ends_at > starts_at), 
	CONSTRAINT fk_busy_time_calendar_id_busy_calendar FOREIGN KEY(calendar_id) REFERENCES busy_calendar (id) ON DELETE CASCADE
);
CREATE TABLE event (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organizer_id INTEGER NOT NULL, 
	kind_id INTEGER, 
	venue_id INTEGER, 
	uid VARCHAR(60) NOT NULL, 
	slug VARCHAR(80) NOT NULL, 
	secret VARCHAR(64) NOT NULL, 
	visibility VARCHAR(20) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	zone VARCHAR(60) NOT NULL, 
	doors VARCHAR(18), 
	starts VARCHAR(18) NOT NULL, 
	ends VARCHAR(18) NOT NULL, 
	title JSON NOT NULL, 
	theme JSON NOT NULL, 
	description JSON NOT NULL, 
	notice JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT ck_event_status CHECK (status IN ('draft', 'tentative', 'confirmed', 'cancelled')), 
	CONSTRAINT ck_event_visibility CHECK (visibility IN ('staff', 'public')), 
	CONSTRAINT fk_event_kind_id_kind FOREIGN KEY(kind_id) REFERENCES kind (id) ON DELETE SET NULL, 
	CONSTRAINT fk_event_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_event_venue_id_venue FOREIGN KEY(venue_id) REFERENCES venue (id) ON DELETE SET NULL, 
	CONSTRAINT uq_event_secret UNIQUE (secret), 
	CONSTRAINT uq_event_slug UNIQUE (slug), 
	CONSTRAINT uq_event_uid UNIQUE (uid)
);
INSERT INTO "event" VALUES(1,1,1,1,'754ea7ce-4113-46d4-ad99-19810a541088','frauen-und-ki-2024','Mkb7oSVRTNc_NIergwpm0ic93P3wYQjI','public','confirmed','Europe/Berlin','2024-11-08T08:30','2024-11-08T09:00','2024-11-08T12:30','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr alle Frauen, die bei der Stadt Essen arbeiten"}','{"de": "Frauen und KI", "en": "Women and AI", "easy": "Frauen und K\u00fcnstliche Intelligenz"}','{"de": "K\u00fcnstliche Intelligenz ver\u00e4ndert, wie wir arbeiten. Was hei\u00dft das f\u00fcr Frauen in der Verwaltung?\n\nDie Uhrzeiten in diesem Beispiel sind erfunden.", "en": "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\nThe times of day in this example are invented."}','{}','2024-09-02 06:00:00.000000',2,'2024-09-02 06:00:00.000000','System');
INSERT INTO "event" VALUES(2,1,1,1,'62e75501-3d1f-4cff-8be9-f8d869639ef0','versammlung-2027','_qtPlmIrys7YLFSC-pcgAUasCWemChFe','staff','tentative','Europe/Berlin','2027-11-12T08:30','2027-11-12T09:00','2027-11-12T12:30','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees"}','{"de": "Zeit f\u00fcr F\u00fchrung", "en": "Time to lead"}','{"de": "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich \u00e4ndern.", "en": "This assembly is an example to try things out. Everything can be changed."}','{}','2026-11-22 09:00:00.000000',2,'2026-11-22 09:00:00.000000','System');
CREATE TABLE feed_key (
	id INTEGER NOT NULL, 
	organizer_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR(200) NOT NULL, 
	seed VARCHAR(40) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_feed_key PRIMARY KEY (id), 
	CONSTRAINT fk_feed_key_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_feed_key_digest UNIQUE (digest), 
	CONSTRAINT uq_feed_key_organizer_id UNIQUE (organizer_id)
);
CREATE TABLE invitation (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	event_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	address_key VARCHAR(254) NOT NULL, 
	salutation VARCHAR(20) NOT NULL, 
	language VARCHAR(10) NOT NULL, 
	steps INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	withdrawn_at DATETIME, 
	sent_sequence INTEGER, 
	sent_method VARCHAR(20), 
	sent_at DATETIME, 
	created_at DATETIME NOT NULL, 
	created_by VARCHAR(200) NOT NULL, 
	seed VARCHAR(40) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT fk_invitation_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_invitation_digest UNIQUE (digest), 
	CONSTRAINT uq_invitation_event_id UNIQUE (event_id, address_key)
);
CREATE TABLE item_speaker (
	id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	speaker_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_item_speaker PRIMARY KEY (id), 
	CONSTRAINT fk_item_speaker_item_id_program_item FOREIGN KEY(item_id) REFERENCES program_item (id) ON DELETE CASCADE, 
	CONSTRAINT fk_item_speaker_speaker_id_speaker FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE, 
	CONSTRAINT uq_item_speaker_item_id UNIQUE (item_id, speaker_id)
);
INSERT INTO "item_speaker" VALUES(1,1,1,'speaker',0);
INSERT INTO "item_speaker" VALUES(2,2,2,'speaker',0);
INSERT INTO "item_speaker" VALUES(3,4,3,'guest',0);
INSERT INTO "item_speaker" VALUES(4,5,4,'host',0);
INSERT INTO "item_speaker" VALUES(5,6,1,'speaker',0);
INSERT INTO "item_speaker" VALUES(6,7,4,'speaker',0);
INSERT INTO "item_speaker" VALUES(7,8,3,'guest',0);
INSERT INTO "item_speaker" VALUES(8,8,4,'host',1);
CREATE TABLE kind (
	id INTEGER NOT NULL, 
	organizer_id INTEGER, 
	code VARCHAR(60) NOT NULL, 
	name JSON NOT NULL, 
	basis TEXT NOT NULL, 
	source TEXT NOT NULL, 
	as_of VARCHAR(60) NOT NULL, 
	convener TEXT NOT NULL, 
	circle TEXT NOT NULL, 
	frequency TEXT NOT NULL, 
	working_time JSON NOT NULL, 
	agenda TEXT NOT NULL, 
	invitees TEXT NOT NULL, 
	digital TEXT NOT NULL, 
	checks TEXT NOT NULL, 
	is_recording_allowed BOOLEAN NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_kind PRIMARY KEY (id), 
	CONSTRAINT fk_kind_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_kind_organizer_id UNIQUE (organizer_id, code)
);
INSERT INTO "kind" VALUES(1,NULL,'women-nrw','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}','LGG NRW § 18 (Rechte der Gleichstellungsbeauftragten). Absatz und Wortlaut vor dem Zitieren prüfen.','Inhaltsübersicht des LGG NRW (justiz.nrw.de). Der Wortlaut lag nicht vor.','22.11.2026','Gleichstellungsbeauftragte; fachlich weisungsfrei (LGG NRW § 16)','Weibliche Beschäftigte der Dienststelle. Gäste auf Einladung.','Üblich ist einmal im Kalenderjahr. Eine gesetzliche Einladungsfrist wurde nicht gefunden.','{"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work."}','Keine Tagesordnungspunkte vorgeschrieben; ein Bericht ist üblich.','Dienststellenleitung vorher unterrichten.','Nicht geregelt. Im Einvernehmen mit der Dienststelle klären.','Mehr als eine Versammlung im Jahr; keine Versammlung im Jahr; Feiertag oder Schulferien; Kernarbeitszeit.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(2,NULL,'women-federal','{"de": "Versammlung der weiblichen Besch\u00e4ftigten (Bund)", "en": "Assembly of Female Employees (federal)"}','BGleiG § 25 Absatz 3','Gesetzestexte des Bundes, Stand März 2022','22.11.2026','Gleichstellungsbeauftragte','Weibliche Beschäftigte der Dienststelle','Jährlich möglich','{"de": "Die Teilnahme ist freiwillig. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Those who do not attend continue to work."}','Keine Tagesordnungspunkte vorgeschrieben','Die Dienststellenleitung ist vor der Einberufung zu unterrichten.','Nicht geregelt','Dienststellenleitung unterrichtet, bevor angekündigt wird.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(3,NULL,'women-hessen','{"de": "Versammlung der weiblichen Besch\u00e4ftigten (Hessen)", "en": "Assembly of Female Employees (Hesse)"}','HGlG § 18 Absatz 4','HGlG § 18','22.11.2026','Frauen- und Gleichstellungsbeauftragte','Weibliche Beschäftigte','Soll einmal im Jahr stattfinden','{"de": "Die Teilnahme ist freiwillig.", "en": "Attendance is voluntary."}','Keine Tagesordnungspunkte vorgeschrieben','','Nicht geregelt','Hinweis, wenn im Kalenderjahr keine Versammlung geplant ist.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(4,NULL,'women-bw','{"de": "Versammlung der weiblichen Besch\u00e4ftigten (Baden-W\u00fcrttemberg)", "en": "Assembly of Female Employees (Baden-W\u00fcrttemberg)"}','ChancenG BW § 20 Absatz 2','ChancenG BW § 20','22.11.2026','Beauftragte für Chancengleichheit','Weibliche Beschäftigte der Dienststelle','Einmal im Jahr möglich','{"de": "Sprechzeiten finden w\u00e4hrend der Arbeitszeit statt. Die Teilnahme ist freiwillig.", "en": "Consultation hours are held during working time. Attendance is voluntary."}','Keine Tagesordnungspunkte vorgeschrieben','','Nicht geregelt','Mehr als eine Versammlung im Jahr; Feiertag oder Schulferien.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(5,NULL,'women-thueringen','{"de": "Versammlung der Gleichstellungsbeauftragten (Th\u00fcringen)", "en": "Assembly convened by the Equality Officer (Thuringia)"}','ThürGleichG § 19 Absatz 6','ThürGleichG § 19','22.11.2026','Gleichstellungsbeauftragte; sie beruft ein und leitet','Nicht begrenzt','Nicht festgelegt','{"de": "Die Teilnahme ist freiwillig.", "en": "Attendance is voluntary."}','Keine Tagesordnungspunkte vorgeschrieben','','Nicht geregelt','Einvernehmen mit der Dienststellenleitung ist festgehalten.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(6,NULL,'women-berlin','{"de": "Frauenversammlung (Berlin)", "en": "Women''s Assembly (Berlin)"}','LGG Berlin § 17 Absatz 5; OVG Berlin-Brandenburg, 4 B 31.12','Entscheidung OVG 4 B 31.12 (gerichtsentscheidungen.brandenburg.de)','22.11.2026','Frauenvertreterin','Weibliche Beschäftigte','Nach den Regeln der Personalversammlung; vor dem Zitieren prüfen.','{"de": "Die Teilnahme ist freiwillig.", "en": "Attendance is voluntary."}','Keine Tagesordnungspunkte vorgeschrieben','','Nicht geregelt','Wie bei der Personalversammlung.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(7,NULL,'staff-nrw','{"de": "Personalversammlung", "en": "Staff Assembly", "easy": "Versammlung f\u00fcr alle, die hier arbeiten"}','LPVG NRW §§ 45 bis 49','LPVG NRW §§ 45, 46, 47, 49','22.11.2026','Personalrat; der Vorsitz leitet. Die Versammlung ist nicht öffentlich.','Alle Beschäftigten der Dienststelle','Mindestens einmal im Kalenderjahr mit Tätigkeitsbericht; weitere auf Wunsch der Leitung oder eines Viertels der Wahlberechtigten.','{"de": "Die Versammlung findet in der Arbeitszeit statt, soweit der Dienst nichts anderes erfordert. Die Teilnahme ist freiwillig.", "en": "The assembly is held during working time unless service requires otherwise. Attendance is voluntary."}','Tätigkeitsbericht; beantragte Punkte gehören auf die Tagesordnung.','Dienststellenleitung und Gewerkschaften unterrichten (§ 49).','Video oder hybrid im Einvernehmen mit der Dienststellenleitung; keine Aufzeichnung.','Tätigkeitsbericht im Programm; Gewerkschaften unterrichtet; Einvernehmen bei hybrider Form; Aufzeichnung aus.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(8,NULL,'staff-federal','{"de": "Personalversammlung (Bund)", "en": "Staff Assembly (federal)"}','BPersVG §§ 57 bis 61','Gesetzestexte des Bundes, Stand März 2022','22.11.2026','Personalrat; der Vorsitz leitet. Die Versammlung ist nicht öffentlich.','Alle Beschäftigten der Dienststelle','Mindestens einmal im Halbjahr mit Tätigkeitsbericht','{"de": "Die Versammlung findet in der Arbeitszeit statt. Die Teilnahme ist freiwillig.", "en": "The assembly is held during working time. Attendance is voluntary."}','Tätigkeitsbericht; nur Angelegenheiten, die die Dienststelle oder ihre Beschäftigten unmittelbar betreffen.','Gewerkschaften und Arbeitgebervereinigung unterrichten.','Übertragung in Nebenstellen im Einvernehmen; keine Aufzeichnung.','Halbjahr; Gewerkschaften unterrichtet; Themen; Neutralität.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(9,NULL,'works','{"de": "Betriebsversammlung", "en": "Works Meeting"}','BetrVG §§ 42 bis 46','Gesetzestexte des Bundes, Stand März 2022','22.11.2026','Betriebsrat; der Vorsitz leitet. Die Versammlung ist nicht öffentlich.','Arbeitnehmerinnen und Arbeitnehmer des Betriebs','Einmal im Kalendervierteljahr mit Tätigkeitsbericht','{"de": "Die Zeit der Teilnahme und zus\u00e4tzliche Wegezeiten werden wie Arbeitszeit verg\u00fctet.", "en": "Time of attendance and additional travel time are paid like working time."}','Tätigkeitsbericht; einmal im Jahr berichtet der Arbeitgeber.','Arbeitgeber mit Tagesordnung einladen; Gewerkschaften Zeitpunkt und Tagesordnung schriftlich mitteilen.','Präsenz als Regelfall','Vierteljahr; Arbeitgeber eingeladen; Gewerkschaften schriftlich unterrichtet; jährlicher Bericht des Arbeitgebers.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(10,NULL,'inclusion','{"de": "Versammlung schwerbehinderter Menschen", "en": "Assembly of Severely Disabled Employees"}','SGB IX § 178 Absatz 6','Gesetzestexte des Bundes, Stand März 2022','22.11.2026','Schwerbehindertenvertretung','Schwerbehinderte und ihnen gleichgestellte Beschäftigte. Wer auf der Einladungsliste steht, ist besonders geschützt.','Mindestens einmal im Jahr','{"de": "Es gelten die Regeln der Personal- oder Betriebsversammlung entsprechend.", "en": "The rules of the staff assembly or works meeting apply accordingly."}','Ein Bericht ist üblich.','','Nach den Regeln der Personal- oder Betriebsversammlung','Einladungsliste nur für die Schwerbehindertenvertretung; neutraler Betreff.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(11,NULL,'youth','{"de": "Jugend- und Auszubildendenversammlung", "en": "Assembly of Young Employees and Trainees"}','BPersVG § 106; BetrVG § 71; LPVG BW § 65','Gesetzestexte des Bundes, Stand März 2022; LPVG BW § 65','22.11.2026','Jugend- und Auszubildendenvertretung','Junge Beschäftigte und Auszubildende','Bund: einmal im Jahr, eine weitere in der Arbeitszeit. Andere Bereiche: vor dem Zitieren prüfen.','{"de": "Die Versammlung findet in der Arbeitszeit statt. Die Teilnahme ist freiwillig.", "en": "The assembly is held during working time. Attendance is voluntary."}','Keine Tagesordnungspunkte vorgeschrieben','Ein Mitglied des Personalrats einladen.','Nach den Regeln der Personal- oder Betriebsversammlung','Unmittelbar vor oder nach der Personalversammlung; Personalrat eingeladen.',0,1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "kind" VALUES(12,NULL,'information','{"de": "Informationsveranstaltung", "en": "Information Event"}','Keine besondere Rechtsgrundlage; Veranstaltung der Leitung.','','22.11.2026','Leitung der Dienststelle','Frei','Frei','{"de": "Die Veranstaltung findet in der Arbeitszeit statt.", "en": "The event is held during working time."}','Frei','','Frei','',0,1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	organizer_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_membership_account_id UNIQUE (account_id, organizer_id, role)
);
INSERT INTO "membership" VALUES(1,1,1,'planner');
INSERT INTO "membership" VALUES(2,2,2,'planner');
CREATE TABLE organizer (
	id INTEGER NOT NULL, 
	slug VARCHAR(60) NOT NULL, 
	authority VARCHAR(200) NOT NULL, 
	office VARCHAR(200) NOT NULL, 
	street VARCHAR(200) NOT NULL, 
	postcode VARCHAR(20) NOT NULL, 
	city VARCHAR(100) NOT NULL, 
	phone VARCHAR(60) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	website VARCHAR(300) NOT NULL, 
	contact_name VARCHAR(200) NOT NULL, 
	contact_phone VARCHAR(60) NOT NULL, 
	contact_email VARCHAR(254) NOT NULL, 
	signatory VARCHAR(200) NOT NULL, 
	signatory_function VARCHAR(200) NOT NULL, 
	reference VARCHAR(60) NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_organizer PRIMARY KEY (id), 
	CONSTRAINT uq_organizer_slug UNIQUE (slug)
);
INSERT INTO "organizer" VALUES(1,'gleichstellungsstelle','Stadt Essen','Gleichstellungsstelle','Rathaus, Porscheplatz','45121','Essen','+49 201 88-0','gleichstellungsstelle@essen.example.org','https://www.essen.de','Kim Muster (Beispiel)','+49 201 88-0','gleichstellungsstelle@essen.example.org','Kim Muster','Gleichstellungsbeauftragte (Beispiel)','GSt-Beispiel',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "organizer" VALUES(2,'personalrat','Stadt Essen','Personalrat (Beispiel)','','','Essen','','personalrat@essen.example.org','','','','','','','',1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE outgoing_mail (
	id INTEGER NOT NULL, 
	invitation_id INTEGER, 
	message_id VARCHAR(200) NOT NULL, 
	sender VARCHAR(254) NOT NULL, 
	recipient VARCHAR(254) NOT NULL, 
	content BLOB NOT NULL, 
	queued_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	tries INTEGER NOT NULL, 
	failure VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_outgoing_mail PRIMARY KEY (id), 
	CONSTRAINT fk_outgoing_mail_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE CASCADE, 
	CONSTRAINT uq_outgoing_mail_message_id UNIQUE (message_id)
);
CREATE TABLE password_link (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_password_link PRIMARY KEY (id), 
	CONSTRAINT fk_password_link_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_password_link_token_hash UNIQUE (token_hash)
);
CREATE TABLE picture (
	id INTEGER NOT NULL, 
	organizer_id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	content_type VARCHAR(40) NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	content BLOB, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_picture PRIMARY KEY (id), 
	CONSTRAINT fk_picture_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE
);
CREATE TABLE program_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	event_id INTEGER NOT NULL, 
	uid VARCHAR(60) NOT NULL, 
	position INTEGER NOT NULL, 
	function VARCHAR(20) NOT NULL, 
	title JSON NOT NULL, 
	text JSON NOT NULL, 
	minutes INTEGER NOT NULL, 
	fixed VARCHAR(18), 
	note TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT ck_program_item_minutes_positive CHECK (minutes > 0), 
	CONSTRAINT fk_program_item_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_program_item_uid UNIQUE (uid)
);
INSERT INTO "program_item" VALUES(1,1,'396dd888-2d4f-407e-aa03-2470748cf49a',0,'welcome','{"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}','{}',15,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(2,1,'4df6db6b-0042-488c-95ba-e3f1edf615ba',1,'keynote','{"de": "KI, inspire me! Von Chancen, Wundern und anderen \u00dcberraschungen aus der Mensch-KI-Symbiose", "en": "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI"}','{}',60,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(3,1,'edff3730-c706-4021-8469-cd0d31d8923e',2,'break','{"de": "Pause", "en": "Break", "easy": "Pause"}','{}',30,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(4,1,'951ee539-ed46-4d0d-9bc1-c9791c99e9f7',3,'talk_round','{"de": "Personalmanagement mit KI", "en": "Personnel management with AI"}','{}',75,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(5,1,'2ce8dc53-c78f-4f7b-a697-096f24b3c2ea',4,'closing','{"de": "Ausblick und Schlusswort", "en": "Outlook and closing words"}','{}',30,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(6,2,'6c418de3-e308-4a3c-a753-1f285b4c8ba3',0,'welcome','{"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}','{}',20,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(7,2,'4e7ca79b-b083-4a73-a44f-8ed29294ebbb',1,'report','{"de": "Bericht der Gleichstellungsstelle", "en": "Report of the Equality Office"}','{}',70,NULL,'','2026-11-22 09:00:00.000000',2,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(8,2,'60ba369f-daa2-4914-81cd-5b284d31e1ca',2,'talk_round','{"de": "F\u00fchren in Teilzeit", "en": "Leading part-time"}','{}',45,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(9,2,'586d9a15-670f-4b40-b256-770ee1c7b71b',3,'break','{"de": "Pause", "en": "Break", "easy": "Pause"}','{}',30,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(10,2,'dec0e83b-50e9-469d-8f76-34e688cf87ec',4,'questions','{"de": "Ihre Fragen", "en": "Your questions"}','{}',45,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(11,2,'dd60130a-8e54-4953-baac-8e43e7939b0c',5,'closing','{"de": "Ausblick und Schlusswort", "en": "Outlook and closing words"}','{}',15,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE publication (
	id INTEGER NOT NULL, 
	stamp INTEGER NOT NULL, moved_at DATETIME, 
	CONSTRAINT pk_publication PRIMARY KEY (id)
);
INSERT INTO "publication" VALUES(1,2,'2026-11-22 09:00:00.000000');
CREATE TABLE rsvp (
	id INTEGER NOT NULL, 
	invitation_id INTEGER NOT NULL, 
	partstat VARCHAR(20) NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	sequence INTEGER NOT NULL, 
	stamped_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	comment TEXT NOT NULL, 
	sender VARCHAR(254) NOT NULL, 
	CONSTRAINT pk_rsvp PRIMARY KEY (id), 
	CONSTRAINT ck_rsvp_partstat CHECK (partstat IN ('ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED')), 
	CONSTRAINT ck_rsvp_source CHECK (source IN ('calendar', 'page', 'office')), 
	CONSTRAINT fk_rsvp_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE CASCADE
);
CREATE TABLE sign_in_failure (
	email_hash VARCHAR(64) NOT NULL, 
	count INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_failure PRIMARY KEY (email_hash)
);
CREATE TABLE speaker (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organizer_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	title VARCHAR(60) NOT NULL, 
	function JSON NOT NULL, 
	organisation VARCHAR(200) NOT NULL, 
	bio JSON NOT NULL, 
	picture_id INTEGER, 
	picture_alt JSON NOT NULL, 
	contact_email VARCHAR(254) NOT NULL, 
	contact_phone VARCHAR(60) NOT NULL, 
	note TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT fk_speaker_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT fk_speaker_picture_id_picture FOREIGN KEY(picture_id) REFERENCES picture (id) ON DELETE SET NULL
);
INSERT INTO "speaker" VALUES(1,1,'Thomas Kufen','','{"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor"}','','{}',NULL,'{}','','','',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "speaker" VALUES(2,1,'Henriette Frädrich','','{"de": "Keynote-Speakerin", "en": "Keynote speaker"}','','{}',NULL,'{}','','','',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "speaker" VALUES(3,1,'Annabelle Brandes','','{"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation"}','','{}',NULL,'{}','','','',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "speaker" VALUES(4,1,'Kim Muster (Beispiel)','','{"de": "Gleichstellungsbeauftragte", "en": "Equality Officer"}','','{}',NULL,'{}','','','',1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE speaker_link (
	id INTEGER NOT NULL, 
	speaker_id INTEGER NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR(200) NOT NULL, 
	seed VARCHAR(40) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_speaker_link PRIMARY KEY (id), 
	CONSTRAINT fk_speaker_link_speaker_id_speaker FOREIGN KEY(speaker_id) REFERENCES speaker (id) ON DELETE CASCADE, 
	CONSTRAINT uq_speaker_link_digest UNIQUE (digest), 
	CONSTRAINT uq_speaker_link_speaker_id UNIQUE (speaker_id)
);
CREATE TABLE venue (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organizer_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	street VARCHAR(200) NOT NULL, 
	postcode VARCHAR(20) NOT NULL, 
	city VARCHAR(100) NOT NULL, 
	latitude DOUBLE, 
	longitude DOUBLE, 
	capacity INTEGER, 
	wheelchair_places INTEGER, 
	facts JSON NOT NULL, 
	access JSON NOT NULL, 
	directions JSON NOT NULL, 
	note TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT fk_venue_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE
);
INSERT INTO "venue" VALUES(1,1,'Lichtburg','Kettwiger Straße 36','45127','Essen',51.4552,7.0137,1250,6,'["step_free", "accessible_toilet", "public_transport"]','{"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need."}','{"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes."}','',1,'2026-11-22 09:00:00.000000','System');
CREATE INDEX ix_browser_session_account_id ON browser_session (account_id);
CREATE INDEX ix_browser_session_seen_at ON browser_session (seen_at);
CREATE INDEX ix_kind_organizer_id ON kind (organizer_id);
CREATE INDEX ix_membership_organizer_id ON membership (organizer_id);
CREATE INDEX ix_password_link_account_id ON password_link (account_id);
CREATE INDEX ix_picture_digest ON picture (digest);
CREATE INDEX ix_picture_organizer_id ON picture (organizer_id);
CREATE INDEX ix_venue_organizer_id ON venue (organizer_id);
CREATE INDEX ix_event_organizer_id ON event (organizer_id);
CREATE INDEX ix_event_starts ON event (starts);
CREATE INDEX ix_event_venue_id ON event (venue_id);
CREATE INDEX ix_speaker_organizer_id ON speaker (organizer_id);
CREATE INDEX ix_program_item_event_id ON program_item (event_id);
CREATE INDEX ix_item_speaker_item_id ON item_speaker (item_id);
CREATE INDEX ix_item_speaker_speaker_id ON item_speaker (speaker_id);
CREATE INDEX ix_busy_calendar_organizer_id ON busy_calendar (organizer_id);
CREATE INDEX ix_busy_calendar_venue_id ON busy_calendar (venue_id);
CREATE INDEX ix_busy_time_calendar_id ON busy_time (calendar_id);
CREATE INDEX ix_busy_time_starts_at ON busy_time (starts_at);
CREATE INDEX ix_invitation_address_key ON invitation (address_key);
CREATE INDEX ix_invitation_event_id ON invitation (event_id);
CREATE INDEX ix_outgoing_mail_due_at ON outgoing_mail (due_at);
CREATE INDEX ix_outgoing_mail_invitation_id ON outgoing_mail (invitation_id);
CREATE INDEX ix_rsvp_invitation_id ON rsvp (invitation_id);
CREATE INDEX ix_announced_edition_slug ON announced_edition (slug);
CREATE INDEX ix_announced_edition_secret ON announced_edition (secret);
CREATE INDEX ix_announced_edition_event_id ON announced_edition (event_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('venue',1);
INSERT INTO "sqlite_sequence" VALUES('speaker',4);
INSERT INTO "sqlite_sequence" VALUES('event',2);
INSERT INTO "sqlite_sequence" VALUES('program_item',11);
COMMIT;
