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
INSERT INTO "account" VALUES(2,'barrierefreiheit@gleichstellung.example.org','Bea Barrierefrei (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000');
INSERT INTO "account" VALUES(3,'planung@personalrat.example.org','Rolf Rat (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
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
INSERT INTO "announced_edition" VALUES(1,1,1,'frauen-und-ki-2024','K_pM3iYrMio_RL2Rniu7hh4j4IbpdoFo','2024-09-02 06:00:00.000000','System','{"number": 1, "announced_at": "2024-09-02T06:00:00+00:00", "uid": "ff25ef2e-f3e8-43a6-8fe2-5c98fffbf407", "slug": "frauen-und-ki-2024", "secret": "K_pM3iYrMio_RL2Rniu7hh4j4IbpdoFo", "visibility": "public", "status": "confirmed", "zone": "Europe/Berlin", "starts": {"local": "2024-11-08T09:00:00", "second": false}, "ends": {"local": "2024-11-08T12:30:00", "second": false}, "doors": {"local": "2024-11-08T08:30:00", "second": false}, "kind": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}, "title": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr alle Frauen, die bei der Stadt Essen arbeiten"}, "theme": {"de": "Frauen und KI", "en": "Women and AI", "easy": "Frauen und K\u00fcnstliche Intelligenz"}, "description": {"de": "K\u00fcnstliche Intelligenz ver\u00e4ndert, wie wir arbeiten. Was hei\u00dft das f\u00fcr Frauen in der Verwaltung?\n\nDie Uhrzeiten in diesem Beispiel sind erfunden.", "en": "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\nThe times of day in this example are invented.", "easy": ""}, "working_time": {"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work.", "easy": ""}, "notice": {"de": "", "en": "", "easy": ""}, "organizer": {"authority": "Stadt Essen", "office": "Gleichstellungsstelle", "street": "Rathaus, Porscheplatz", "postcode": "45121", "city": "Essen", "phone": "+49 201 88-0", "email": "gleichstellungsstelle@essen.example.org", "website": "https://www.essen.de", "contact_name": "Kim Muster (Beispiel)", "contact_phone": "+49 201 88-0", "contact_email": "gleichstellungsstelle@essen.example.org", "signatory": "Kim Muster", "signatory_function": "Gleichstellungsbeauftragte (Beispiel)", "reference": "GSt-Beispiel", "slug": "gleichstellungsstelle"}, "venue": {"name": "Lichtburg", "street": "Kettwiger Stra\u00dfe 36", "postcode": "45127", "city": "Essen", "latitude": 51.4552, "longitude": 7.0137, "capacity": 1250, "wheelchair_places": 6, "facts": ["step_free", "accessible_toilet", "public_transport"], "access": {"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need.", "easy": ""}, "directions": {"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes.", "easy": ""}}, "items": [{"number": 1, "uid": "108f047d-cc48-4345-97db-3c33321ce332", "function": "welcome", "title": {"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T09:00:00", "second": false}, "ends": {"local": "2024-11-08T09:15:00", "second": false}, "people": [{"speaker_id": 1, "name": "Thomas Kufen", "role": "speaker", "function": {"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 2, "uid": "b71cee57-28bc-45b7-b7e3-e5411e2be904", "function": "keynote", "title": {"de": "KI, inspire me! Von Chancen, Wundern und anderen \u00dcberraschungen aus der Mensch-KI-Symbiose", "en": "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T09:15:00", "second": false}, "ends": {"local": "2024-11-08T10:15:00", "second": false}, "people": [{"speaker_id": 2, "name": "Henriette Fr\u00e4drich", "role": "speaker", "function": {"de": "Keynote-Speakerin", "en": "Keynote speaker", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 3, "uid": "941877f5-a674-4fc0-980c-3fe5219c996c", "function": "break", "title": {"de": "Pause", "en": "Break", "easy": "Pause"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T10:15:00", "second": false}, "ends": {"local": "2024-11-08T10:45:00", "second": false}, "people": [], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 4, "uid": "95a1bf6f-2a2f-46dc-8ad6-a5d4ba6d98a8", "function": "talk_round", "title": {"de": "Personalmanagement mit KI", "en": "Personnel management with AI", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T10:45:00", "second": false}, "ends": {"local": "2024-11-08T12:00:00", "second": false}, "people": [{"speaker_id": 3, "name": "Annabelle Brandes", "role": "guest", "function": {"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 5, "uid": "7ab73627-6fa5-42d1-8221-54e23ca2d119", "function": "closing", "title": {"de": "Ausblick und Schlusswort", "en": "Outlook and closing words", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T12:00:00", "second": false}, "ends": {"local": "2024-11-08T12:30:00", "second": false}, "people": [{"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "host", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "withdrawn": [], "stamps": {}, "asked_by": "gleichstellungsstelle@essen.example.org"}',1);
INSERT INTO "announced_edition" VALUES(2,2,1,'versammlung-2027','m0TXUwaIdSyo3PhVtxfiGERXXsYiXE6j','2026-11-22 09:00:00.000000','System','{"number": 1, "announced_at": "2026-11-22T09:00:00+00:00", "uid": "001c561a-2d8a-4760-be10-e119c7914d5d", "slug": "versammlung-2027", "secret": "m0TXUwaIdSyo3PhVtxfiGERXXsYiXE6j", "visibility": "staff", "status": "tentative", "zone": "Europe/Berlin", "starts": {"local": "2027-11-12T09:00:00", "second": false}, "ends": {"local": "2027-11-12T12:30:00", "second": false}, "doors": {"local": "2027-11-12T08:30:00", "second": false}, "kind": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}, "title": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": ""}, "theme": {"de": "Zeit f\u00fcr F\u00fchrung", "en": "Time to lead", "easy": ""}, "description": {"de": "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich \u00e4ndern.", "en": "This assembly is an example to try things out. Everything can be changed.", "easy": ""}, "working_time": {"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work.", "easy": ""}, "notice": {"de": "", "en": "", "easy": ""}, "organizer": {"authority": "Stadt Essen", "office": "Gleichstellungsstelle", "street": "Rathaus, Porscheplatz", "postcode": "45121", "city": "Essen", "phone": "+49 201 88-0", "email": "gleichstellungsstelle@essen.example.org", "website": "https://www.essen.de", "contact_name": "Kim Muster (Beispiel)", "contact_phone": "+49 201 88-0", "contact_email": "gleichstellungsstelle@essen.example.org", "signatory": "Kim Muster", "signatory_function": "Gleichstellungsbeauftragte (Beispiel)", "reference": "GSt-Beispiel", "slug": "gleichstellungsstelle"}, "venue": {"name": "Lichtburg", "street": "Kettwiger Stra\u00dfe 36", "postcode": "45127", "city": "Essen", "latitude": 51.4552, "longitude": 7.0137, "capacity": 1250, "wheelchair_places": 6, "facts": ["step_free", "accessible_toilet", "public_transport"], "access": {"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need.", "easy": ""}, "directions": {"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes.", "easy": ""}}, "items": [{"number": 6, "uid": "569c74f7-659f-4054-92f2-c30fc4b332a5", "function": "welcome", "title": {"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T09:00:00", "second": false}, "ends": {"local": "2027-11-12T09:20:00", "second": false}, "people": [{"speaker_id": 1, "name": "Thomas Kufen", "role": "speaker", "function": {"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 7, "uid": "4c24a3d1-1c38-4483-92e1-c96745a4db4f", "function": "report", "title": {"de": "Bericht der Gleichstellungsstelle", "en": "Report of the Equality Office", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T09:20:00", "second": false}, "ends": {"local": "2027-11-12T10:00:00", "second": false}, "people": [{"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "speaker", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 8, "uid": "e7e5a66c-039f-432f-be51-8b3939dbad45", "function": "talk_round", "title": {"de": "F\u00fchren in Teilzeit", "en": "Leading part-time", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T10:00:00", "second": false}, "ends": {"local": "2027-11-12T10:45:00", "second": false}, "people": [{"speaker_id": 3, "name": "Annabelle Brandes", "role": "guest", "function": {"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}, {"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "host", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 9, "uid": "fc2d69da-ab8a-4429-9035-029a5f4daa87", "function": "break", "title": {"de": "Pause", "en": "Break", "easy": "Pause"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T10:45:00", "second": false}, "ends": {"local": "2027-11-12T11:15:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 10, "uid": "f96231b1-8518-4c2f-988d-6aaa41faf5b5", "function": "questions", "title": {"de": "Ihre Fragen", "en": "Your questions", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T11:15:00", "second": false}, "ends": {"local": "2027-11-12T12:00:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 11, "uid": "82a50f20-6889-4670-a54e-349eca90b750", "function": "closing", "title": {"de": "Ausblick und Schlusswort", "en": "Outlook and closing words", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T12:00:00", "second": false}, "ends": {"local": "2027-11-12T12:15:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "withdrawn": [], "stamps": {}, "asked_by": "gleichstellungsstelle@essen.example.org"}',0);
CREATE TABLE attendance_plan (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	mode VARCHAR(10) NOT NULL, 
	closes VARCHAR(18), 
	seats INTEGER, 
	wheelchair_places INTEGER, 
	has_waiting_list BOOLEAN NOT NULL, 
	offer_hours INTEGER NOT NULL, 
	online_url VARCHAR(300) NOT NULL, 
	asks_needs BOOLEAN NOT NULL, 
	asks_childcare BOOLEAN NOT NULL, 
	menu JSON NOT NULL, 
	needs_days INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_attendance_plan PRIMARY KEY (id), 
	CONSTRAINT ck_attendance_plan_mode CHECK (mode IN ('names', 'count')), 
	CONSTRAINT fk_attendance_plan_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_attendance_plan_event_id UNIQUE (event_id)
);
INSERT INTO "attendance_plan" VALUES(1,2,'names',NULL,1250,6,1,48,'https://stream.example.org/versammlung',1,1,'["Vegetarisch", "Vegan", "Ohne Einschr\u00e4nkung"]',7,1,'2026-11-22 09:00:00.000000','System');
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
INSERT INTO "busy_calendar" VALUES(1,1,1,'Belegung Lichtburg (Beispiel)','2026-10-21 22:00:00.000000','2029-11-21 23:00:00.000000','2026-11-22 09:00:00.000000','System');
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
INSERT INTO "busy_time" VALUES(1,1,'2027-11-12 17:30:00.000000','2027-11-12 20:30:00.000000','Filmabend (Beispiel)');
CREATE TABLE delivery (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	mailing_id INTEGER, 
	invitation_id INTEGER, 
	channel VARCHAR(20) NOT NULL, 
	sequence INTEGER NOT NULL, 
	edition INTEGER, 
	message_id VARCHAR(200), 
	sender VARCHAR(254) NOT NULL, 
	recipient VARCHAR(254) NOT NULL, 
	content BLOB, 
	state VARCHAR(20) NOT NULL, 
	queued_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	lease_until DATETIME, 
	worker VARCHAR(120) NOT NULL, 
	stamped_at DATETIME, 
	sent_at DATETIME, 
	bounced_at DATETIME, 
	tries INTEGER NOT NULL, 
	is_uncertain BOOLEAN NOT NULL, 
	failure VARCHAR(300) NOT NULL, 
	CONSTRAINT ck_delivery_channel CHECK (channel IN ('mail', 'letter')), 
	CONSTRAINT ck_delivery_state CHECK (state IN ('ready', 'claimed', 'sending', 'sent', 'failed', 'stopped')), 
	CONSTRAINT fk_delivery_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE SET NULL, 
	CONSTRAINT fk_delivery_mailing_id_mailing FOREIGN KEY(mailing_id) REFERENCES mailing (id) ON DELETE CASCADE, 
	CONSTRAINT uq_delivery_mailing_id UNIQUE (mailing_id, invitation_id, channel, sequence), 
	CONSTRAINT uq_delivery_message_id UNIQUE (message_id)
);
INSERT INTO "delivery" VALUES(1,1,1,'mail',0,1,'<07e9b8da-8d65-4672-9ce2-75e4dd428f41@example.org>','','alex.beispiel@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(2,1,3,'mail',0,1,'<4bbfd5db-e2b6-4216-a97c-ea6aba015111@example.org>','','charlie.exempel@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(3,1,2,'mail',0,1,'<2963a793-c8b6-46a5-96c7-9a02489db21f@example.org>','','robin.muster@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(4,1,4,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(5,1,5,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(6,1,6,'mail',0,1,'<03b75b68-2b22-4a71-bcf5-25842df556c4@example.org>','','person18@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(7,1,7,'mail',0,1,'<3615a5c9-5da5-4467-8f05-961975d0b489@example.org>','','person12@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(8,1,8,'mail',0,1,'<24185218-e315-4c2b-a8ba-37729dc37745@example.org>','','person11@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(9,1,9,'mail',0,1,'<0ba310c3-2967-4f22-aa7d-4a9a771de880@example.org>','','person13@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(10,1,10,'mail',0,1,'<8aa388a1-f22a-40ff-a446-51f4b1c36e68@example.org>','','person1@example.org',NULL,'failed','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,2,0,'550 5.1.1 User unknown (Beispiel)');
INSERT INTO "delivery" VALUES(11,1,11,'mail',0,1,'<a21821f3-430f-4fb6-a986-3366ca517eb6@example.org>','','person6@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(12,1,12,'mail',0,1,'<d2f31a1c-b9d5-4068-96e1-be2e92ffc07c@example.org>','','person19@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(13,1,13,'mail',0,1,'<e7430833-5e81-4810-bbc3-14a660028506@example.org>','','person2@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(14,1,14,'mail',0,1,'<65e318aa-f4a5-4068-9ecd-2cfca62a5fd8@example.org>','','person3@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(15,1,15,'mail',0,1,'<3679cd33-1ab2-4d69-bfde-7ac6fed4ae0c@example.org>','','person24@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(16,1,16,'mail',0,1,'<7a476be0-d3ed-4c13-b420-6d4160c5b769@example.org>','','person9@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(17,1,17,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(18,1,18,'mail',0,1,'<3af3706b-62e7-4b6c-a394-33f4516b7dd2@example.org>','','person21@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(19,1,19,'mail',0,1,'<19e5c087-f83e-44b4-9262-2b3cda6a83d0@example.org>','','person14@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(20,1,20,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(21,1,21,'mail',0,1,'<3a64189a-e7db-40ca-8685-b8dc48297935@example.org>','','person8@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(22,1,22,'mail',0,1,'<5b0e07ee-477f-412f-a999-ad0c6cd39cc7@example.org>','','person16@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(23,1,23,'mail',0,1,'<12c4b538-a91e-4932-949d-34f1e4c1364c@example.org>','','person22@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(24,1,24,'mail',0,1,'<2d82e029-d49f-470a-9f3a-6643d8bbaa07@example.org>','','person23@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(25,1,25,'mail',0,1,'<6f76cad1-1918-473a-b6de-50d522d4051e@example.org>','','person17@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(26,1,26,'mail',0,1,'<51e8fb22-62e3-4229-b862-f1e8eff7669f@example.org>','','person4@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(27,1,27,'mail',0,1,'<81d7006f-e067-4812-a3f4-0b5bcb349db8@example.org>','','person7@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
CREATE TABLE employee (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organizer_id INTEGER NOT NULL, 
	list_id INTEGER NOT NULL, 
	identity VARCHAR(254) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	address_key VARCHAR(254) NOT NULL, 
	salutation VARCHAR(20) NOT NULL, 
	language VARCHAR(10) NOT NULL, 
	department VARCHAR(200) NOT NULL, 
	site VARCHAR(200) NOT NULL, 
	post TEXT NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT ck_employee_salutation CHECK (salutation IN ('neutral', 'frau', 'herr')), 
	CONSTRAINT fk_employee_list_id_staff_list FOREIGN KEY(list_id) REFERENCES staff_list (id) ON DELETE CASCADE, 
	CONSTRAINT fk_employee_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_employee_list_id UNIQUE (list_id, identity)
);
INSERT INTO "employee" VALUES(1,1,1,'person1@example.org','فاطمة Yılmaz','person1@example.org','person1@example.org','frau','de','Bürgeramt','Stadthaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(2,1,1,'person2@example.org','Jördis Strauß','person2@example.org','person2@example.org','neutral','de','Jugendamt','Stadthaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(3,1,1,'person3@example.org','Jördis van den Berg','person3@example.org','person3@example.org','neutral','de','Jugendamt','Kulturforum','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(4,1,1,'person4@example.org','Ελένη Muster','person4@example.org','person4@example.org','frau','de','Schulverwaltungsamt','Kulturforum','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(5,1,1,'#ff20f91a74d044d7e1bd663cf71d492f0d705e64','Ελένη van den Berg','','','frau','de','Jugendamt','Betriebshof Nord','Betriebshof Nord
Zimmer 105','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(6,1,1,'person6@example.org','Dilara Öztürk','person6@example.org','person6@example.org','neutral','de','Grünflächen und Friedhöfe','Stadthaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(7,1,1,'person7@example.org','Ida Schmidt','person7@example.org','person7@example.org','neutral','de','Stadtbibliothek','Betriebshof Nord','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(8,1,1,'person8@example.org','李 الحسن','person8@example.org','person8@example.org','neutral','de','Kämmerei','Stadthaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(9,1,1,'person9@example.org','İpek Åkesson','person9@example.org','person9@example.org','neutral','de','Jugendamt','Betriebshof Nord','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(10,1,1,'#014b3a3e2b73ba69819b0ae9cc613a64c5b33b26','Maja van den Berg','','','frau','de','Amt für Soziales','Betriebshof Nord','Betriebshof Nord
Zimmer 110','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(11,1,1,'person11@example.org','Søren Strauß','person11@example.org','person11@example.org','frau','de','Bürgeramt','Betriebshof Nord','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(12,1,1,'person12@example.org','Mareike Šarūnaitė','person12@example.org','person12@example.org','neutral','de','Bürgeramt','Haus der Technik','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(13,1,1,'person13@example.org','Uta Næss','person13@example.org','person13@example.org','frau','de','Bürgeramt','Kulturforum','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(14,1,1,'person14@example.org','Elif Öztürk','person14@example.org','person14@example.org','neutral','de','Kämmerei','Rathaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(15,1,1,'#dd4d140fce397e3d02605b83a82237b41a9759da','Łucja Šarūnaitė','','','frau','de','Amt für Soziales','Rathaus','Rathaus
Zimmer 115','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(16,1,1,'person16@example.org','Heike Yılmaz','person16@example.org','person16@example.org','frau','de','Ordnungsamt','Rathaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(17,1,1,'person17@example.org','Zoë O''Connor','person17@example.org','person17@example.org','neutral','de','Schulverwaltungsamt','Rathaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(18,1,1,'person18@example.org','Željka Yılmaz','person18@example.org','person18@example.org','frau','de','Amt für Soziales','Haus der Technik','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(19,1,1,'person19@example.org','Dilara d''Angelo','person19@example.org','person19@example.org','frau','de','Jugendamt','Betriebshof Nord','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(20,1,1,'#ed79b09aa182fa570054f00dbbc58a590106494c','Sofía Mai','','','neutral','en','Kämmerei','Stadthaus','Stadthaus
Zimmer 120','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(21,1,1,'person21@example.org','Maja van den Berg','person21@example.org','person21@example.org','neutral','de','Kulturbüro','Haus der Technik','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(22,1,1,'person22@example.org','Maja Ó Briain','person22@example.org','person22@example.org','neutral','de','Personal und Organisation','Rathaus','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(23,1,1,'person23@example.org','Uta Παπαδοπούλου','person23@example.org','person23@example.org','neutral','de','Schulverwaltungsamt','Kulturforum','','2026-11-22 09:00:00.000000');
INSERT INTO "employee" VALUES(24,1,1,'person24@example.org','Nguyễn Thị Ţepeş','person24@example.org','person24@example.org','neutral','de','Jugendamt','Haus der Technik','','2026-11-22 09:00:00.000000');
CREATE TABLE "event" (
	id INTEGER NOT NULL, 
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
	part_of_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT uq_event_secret UNIQUE (secret), 
	CONSTRAINT uq_event_slug UNIQUE (slug), 
	CONSTRAINT fk_event_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_event_uid UNIQUE (uid), 
	CONSTRAINT fk_event_kind_id_kind FOREIGN KEY(kind_id) REFERENCES kind (id) ON DELETE SET NULL, 
	CONSTRAINT ck_event_status CHECK (status IN ('draft', 'tentative', 'confirmed', 'cancelled')), 
	CONSTRAINT ck_event_visibility CHECK (visibility IN ('staff', 'public')), 
	CONSTRAINT fk_event_venue_id_venue FOREIGN KEY(venue_id) REFERENCES venue (id) ON DELETE SET NULL, 
	CONSTRAINT fk_event_part_of_id_event FOREIGN KEY(part_of_id) REFERENCES event (id) ON DELETE SET NULL
);
INSERT INTO "event" VALUES(1,1,1,1,'ff25ef2e-f3e8-43a6-8fe2-5c98fffbf407','frauen-und-ki-2024','K_pM3iYrMio_RL2Rniu7hh4j4IbpdoFo','public','confirmed','Europe/Berlin','2024-11-08T08:30','2024-11-08T09:00','2024-11-08T12:30','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr alle Frauen, die bei der Stadt Essen arbeiten"}','{"de": "Frauen und KI", "en": "Women and AI", "easy": "Frauen und K\u00fcnstliche Intelligenz"}','{"de": "K\u00fcnstliche Intelligenz ver\u00e4ndert, wie wir arbeiten. Was hei\u00dft das f\u00fcr Frauen in der Verwaltung?\n\nDie Uhrzeiten in diesem Beispiel sind erfunden.", "en": "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\nThe times of day in this example are invented."}','{}','2024-09-02 06:00:00.000000',2,'2024-09-02 06:00:00.000000','System',NULL);
INSERT INTO "event" VALUES(2,1,1,1,'001c561a-2d8a-4760-be10-e119c7914d5d','versammlung-2027','m0TXUwaIdSyo3PhVtxfiGERXXsYiXE6j','staff','tentative','Europe/Berlin','2027-11-12T08:30','2027-11-12T09:00','2027-11-12T12:30','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees"}','{"de": "Zeit f\u00fcr F\u00fchrung", "en": "Time to lead"}','{"de": "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich \u00e4ndern.", "en": "This assembly is an example to try things out. Everything can be changed."}','{}','2026-11-22 09:00:00.000000',2,'2026-11-22 09:00:00.000000','System',NULL);
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
INSERT INTO "feed_key" VALUES(1,1,'2026-11-22 09:00:00.000000','System','VV4jXxoRzdcLnHRwADKDPk-b','3934edd1f2a5e3f8762c705561b29d52b5f54b3eb0b1f543b2da77c9c6747bae');
CREATE TABLE head_count (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	department VARCHAR(200) NOT NULL, 
	partstat VARCHAR(20) NOT NULL, 
	way VARCHAR(10) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_head_count PRIMARY KEY (id), 
	CONSTRAINT fk_head_count_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_head_count_event_id UNIQUE (event_id, department, partstat, way)
);
CREATE TABLE "invitation" (
	id INTEGER NOT NULL, 
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
	assembly_id INTEGER NOT NULL, 
	employee_id INTEGER, 
	department VARCHAR(200) DEFAULT ('') NOT NULL, 
	site VARCHAR(200) DEFAULT ('') NOT NULL, 
	post TEXT DEFAULT ('') NOT NULL, 
	code_digest VARCHAR(64), 
	may_choose BOOLEAN DEFAULT 0 NOT NULL, 
	partstat VARCHAR(20), 
	answered_at DATETIME, 
	way VARCHAR(10) DEFAULT ('') NOT NULL, 
	seat VARCHAR(10) DEFAULT ('') NOT NULL, 
	waiting_since DATETIME, 
	offer_until DATETIME, 
	forgotten_at DATETIME, 
	PRIMARY KEY (id), 
	CONSTRAINT fk_invitation_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT uq_invitation_digest UNIQUE (digest), 
	CONSTRAINT ck_invitation_seat CHECK (seat IN ('', 'held', 'waiting', 'offered')), 
	CONSTRAINT uq_invitation_assembly_id UNIQUE (assembly_id, address_key), 
	CONSTRAINT uq_invitation_code_digest UNIQUE (code_digest), 
	CONSTRAINT fk_invitation_employee_id_employee FOREIGN KEY(employee_id) REFERENCES employee (id) ON DELETE SET NULL, 
	CONSTRAINT fk_invitation_assembly_id_event FOREIGN KEY(assembly_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "invitation" VALUES(1,2,'Alex Beispiel (Demo)','alex.beispiel@example.org','alex.beispiel@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','eJapQclpoilf2COjD4rvyQwf','eb18dc215668804412d9eb4279cbbdbe46ba10605a78c7a3ffa6fcf99dc11195',2,NULL,'','','',NULL,0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(2,2,'Robin Muster (Demo)','robin.muster@example.org','robin.muster@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','B4kzbJn587GF5Yuq-1NZTltE','a42dc85d2395758e720a4e4bef093560aa0a6b49403d4663b6bc9d06cc28e855',2,NULL,'','','',NULL,0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(3,2,'Charlie Exempel (Demo)','charlie.exempel@example.org','charlie.exempel@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','uEzpj1-1rsp8NKCJT7YDh5iR','fcdf2a3cc717d6cf45b2e69aa58e2f1a713f6d07fe00f506c45d2542a1daa008',2,NULL,'','','',NULL,0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(4,2,'Maja van den Berg','','##014b3a3e2b73ba69819b0ae9cc613a64c5b33b26','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','BNt2gI-Lr6_jyc1u3zvBJnL-','ec8e75f6f7ffe56f653c8b3279d03ad260b8b5e9069cb4274290f402fd2c0d77',2,10,'Amt für Soziales','Betriebshof Nord','Betriebshof Nord
Zimmer 110','f1cb459805b87447e4d06a16625ec5a999fd7a31fceb3e6a9fef3db315f75169',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(5,2,'Łucja Šarūnaitė','','##dd4d140fce397e3d02605b83a82237b41a9759da','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','1X54gT4ly-fXsqsazNWzTNrz','71282b85153fd2b434899cd6b6c027f289f7d1fef04caf0a38ea4a5b53350c80',2,15,'Amt für Soziales','Rathaus','Rathaus
Zimmer 115','edfa406ea083fc3f45bd7797e4d89b0ff963e3eb2b31abc6f9a5c20853e4901d',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(6,2,'Željka Yılmaz','person18@example.org','person18@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','EeLginijcsAPq8wwvXI-tQC0','60b2676d62c6db3c916935f1d6af10694fa987e491a29aab2c29a1aedf806c4d',2,18,'Amt für Soziales','Haus der Technik','','41fd6d38cf5802d2cb367463e8e1b9f1b9bdbe11af572c6cd08f7d672ef69206',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(7,2,'Mareike Šarūnaitė','person12@example.org','person12@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','IQePY9hY1QL2u2xAcSR8FqJl','0faa1831ce36059372f1dcbb11f4884beff53082925ca0ba67bb29057128f0b4',2,12,'Bürgeramt','Haus der Technik','','e6fd52d7d2570669c41e126ad5cec4052650819ce866d34e37e368425f857899',0,'ACCEPTED','2026-11-22 09:00:00.000000','online','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(8,2,'Søren Strauß','person11@example.org','person11@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','3TQ3erkVYoJSxRn0rKPEcwkG','bd867b131bcbd4ee79c03a7875883848355416560bd2939feb91688e740eed8f',2,11,'Bürgeramt','Betriebshof Nord','','1dbb4af8f915e8dbf75bf64dbad990b29b3e8387c97ab30e37f5da02ad5e3a1c',0,'DECLINED','2026-11-22 09:00:00.000000','','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(9,2,'Uta Næss','person13@example.org','person13@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','-_wJHt8cdnEMajZravJAzCrk','65c1dae781532d77b91934143a40c0845f094db953b81305add681edb1d1dd94',2,13,'Bürgeramt','Kulturforum','','979f1561bac9be3bb2ec5542a8b179684014582409e3eac9587e5ac341c49498',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(10,2,'فاطمة Yılmaz','person1@example.org','person1@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','30AdpN-K8EE4Bug5dI4RrADY','364b92b8ea4f2e0957d2e7d70ba941ad4973710c041e2124efda89d79e64d110',2,1,'Bürgeramt','Stadthaus','','83507ebf022685a06a3a3c3d5d84719b62bb604d3a042ef8cb83b52baf0adacc',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(11,2,'Dilara Öztürk','person6@example.org','person6@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','EeoOdCShARsX6-CRPPOnAaSk','8010429454a4eff5d9bcd8aabc80892bcbf1f2da30a2479e5837fe306d2c9b90',2,6,'Grünflächen und Friedhöfe','Stadthaus','','60995a1d260f41dbca96d164ffe68ac0fe759c709f23bc88c1067b7efb37a32d',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(12,2,'Dilara d''Angelo','person19@example.org','person19@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','fy_5FIbrBXHuej8A0APtGPST','f92e53d51de05c1e1fe08318bc2dfb54c57484b844b5d2d57fd9dfdac9e08c1f',2,19,'Jugendamt','Betriebshof Nord','','75a8de3eddf3cf3ee4f356e0515832e7aeb950f8b7b3cf61e1d5d58b5a089fd4',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(13,2,'Jördis Strauß','person2@example.org','person2@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','0ZzMYF6MZUeZ8C-dYRsmuevf','57952a9874d4d07d2ccead31cc14308788cb1b835875567e5722b1b7de0f2fd6',2,2,'Jugendamt','Stadthaus','','cd633eec8272f767eed73f42245e6f099a83a3a2d5bda84703f1ab3f43f03150',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(14,2,'Jördis van den Berg','person3@example.org','person3@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','4si-jhdoSJ0VPEJbmOF1qsk_','7ceb370d1e9f2ff9d31a0b2399f68fd974f31eeccce78b6a9e520a2c915ce78f',2,3,'Jugendamt','Kulturforum','','f43ff4e31001683727e8ff89ec024feacc154d89e9205eee22d12fdafa4eb986',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(15,2,'Nguyễn Thị Ţepeş','person24@example.org','person24@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','Y3yvPSvmnYifYa7PB9ti9afS','0c70f4cdb126df4cf20c6617f0370c9084583ce2e6340095d6ff0e4c540e8f37',2,24,'Jugendamt','Haus der Technik','','e0ee3df959e22c1895ad3497cb0d3933c6298643fa6c91afd500be7980c1d5db',0,'DECLINED','2026-11-22 09:00:00.000000','','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(16,2,'İpek Åkesson','person9@example.org','person9@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','Tp_pVoimzmOgrYfhB5in9c46','24a1620e59f1ee67b9e0605f835ef38ba0ab049ca120bac6a0256ff2d8b3289a',2,9,'Jugendamt','Betriebshof Nord','','763d431bc071c05507907b4f5cb01a74f94c2f46e3f1ae711903c84b1e179f4d',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(17,2,'Ελένη van den Berg','','##ff20f91a74d044d7e1bd663cf71d492f0d705e64','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','CY9StOCZZQF0kebwXyDE5BE3','33a99001b840259e69d5abb2db8571174455fca07da953f02e162f8265996043',2,5,'Jugendamt','Betriebshof Nord','Betriebshof Nord
Zimmer 105','006feaecf3618ab54bf31435f9279a20e88fe8af74591076819cea1545a52e04',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(18,2,'Maja van den Berg','person21@example.org','person21@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','cu4XrnHsDa0vrMKWPfsqzqYv','e75146356fddafed90eeb101597bdaae7eaf86f8195f2f46012438e0a9ab825f',2,21,'Kulturbüro','Haus der Technik','','cebb50cd44632475ce0d624a76ebdd6df70cbe750c1a4a0cebcbbaee3ec68a17',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(19,2,'Elif Öztürk','person14@example.org','person14@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','HAT2UBVHfS3l2LpgCM694IY1','f59ea07e5be1621a7cd683492b551dd06442e5671420ab940c12147be801e8a4',2,14,'Kämmerei','Rathaus','','967fd43f11b8cc3c866b4b8fa1f31330deda94c31ad2271682c6d51981ce1d4b',0,'ACCEPTED','2026-11-22 09:00:00.000000','online','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(20,2,'Sofía Mai','','##ed79b09aa182fa570054f00dbbc58a590106494c','neutral','en',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','k-RwCrue6flnGazZHNdF7Kkb','58a909ca65fab452a76534adde7162c1b5e424b395458d65fc1e60101872938d',2,20,'Kämmerei','Stadthaus','Stadthaus
Zimmer 120','642e058de2f60f1e56724941c1b7636350bd7c26c49c2231caf3dbaafe8e2ce1',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(21,2,'李 الحسن','person8@example.org','person8@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','SWcR6yLc28-15L-68sQ4W3YZ','37c4a7598853372338811181e89c984c442406d930dea6271757a7c4003dfd35',2,8,'Kämmerei','Stadthaus','','f8165f0561ee89a7e78a8700bf98d601b4f6ef417c42251a6a3082e703e23724',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(22,2,'Heike Yılmaz','person16@example.org','person16@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','RCXtLpctyQnlWUZOAAZ-gp9X','c263beecfb1a2490a957c8aafc9fe42e8b2118a58ae5a197d4a8038f7c78be9f',2,16,'Ordnungsamt','Rathaus','','f98597e37e5dde39e051ab93ca7df58f855968944de8dda5acd2fc19efb70177',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(23,2,'Maja Ó Briain','person22@example.org','person22@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','jYnIPBtHmLs6qPn5CQKWe1qm','e2efc46bcb922a40b8301091956b3aeeb9e31be9dfd9d9856df9a0e54b35c39f',2,22,'Personal und Organisation','Rathaus','','713f535844130fff734bb4c4604d9501eb226dffdc4dedacee4b1e4ce93a8266',0,'DECLINED','2026-11-22 09:00:00.000000','','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(24,2,'Uta Παπαδοπούλου','person23@example.org','person23@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','6eV2SoZoroqMAJUw-FXlvUvL','498079f1dc3c6b138e721e15e3e5474c46c780758fd32e7606543ab21625b651',2,23,'Schulverwaltungsamt','Kulturforum','','a0e11918da5db2102dbf61a97bb64c69ffeca2559419906eeb63f8af12005b6f',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(25,2,'Zoë O''Connor','person17@example.org','person17@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','1_z5IFr4RuGavaEj3uw_BhZp','5bb158cc18c8ffd08bc0b76f9243a7df603e43e526b03f64b03e1bc62b3d612f',2,17,'Schulverwaltungsamt','Rathaus','','a39167bf3c3c2be79930e05e032c5b40ee9a6b7c66e8f3537a4a9df20bd6c5bd',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(26,2,'Ελένη Muster','person4@example.org','person4@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','IpVX7yn8d2uK-94tbiA8H5gf','170aa190e196a3bf58743ed8b9ea045df6ebb4b3c530f702d00973789b4fa34c',2,4,'Schulverwaltungsamt','Kulturforum','','8c3c882a97787360e752feb0a36e604a81146fa20c8b4c9f5266a1f0e8b3ce60',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(27,2,'Ida Schmidt','person7@example.org','person7@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','n1PS6sOATdc3jz-ktCu9dSCZ','6b6a5276b98747427d8034e1810adf0207d7e5f9c2a2199c9f307dc6786dfd63',2,7,'Stadtbibliothek','Betriebshof Nord','','bbfaa08e50c62682a57ff07be092d994f90693c38b902ff5a4f653a2a20c4abc',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
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
CREATE TABLE mailing (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	event_id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	state VARCHAR(20) NOT NULL, 
	subject JSON NOT NULL, 
	text JSON NOT NULL, 
	asks_for_answer BOOLEAN NOT NULL, 
	has_calendar BOOLEAN NOT NULL, 
	may_choose BOOLEAN NOT NULL, 
	audience JSON NOT NULL, 
	edition INTEGER, 
	created_at DATETIME NOT NULL, 
	created_by VARCHAR(200) NOT NULL, 
	tested_at DATETIME, 
	proposed_at DATETIME, 
	proposed_by VARCHAR(200) NOT NULL, 
	proposed_by_id INTEGER, 
	approved_at DATETIME, 
	approved_by VARCHAR(200) NOT NULL, 
	started_at DATETIME, 
	started_by VARCHAR(200) NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT ck_mailing_kind CHECK (kind IN ('save_the_date', 'invitation', 'reminder', 'change', 'call_off', 'thanks')), 
	CONSTRAINT ck_mailing_state CHECK (state IN ('draft', 'proposed', 'approved', 'running', 'paused', 'stopped')), 
	CONSTRAINT fk_mailing_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "mailing" VALUES(1,2,'save_the_date','running','{"de": "Bitte vormerken: {titel} am {datum}", "en": "Save the date: {titel} on {datum}"}','{"de": "bitte halten Sie sich diesen Termin frei. Die Einladung mit dem Programm folgt.", "en": "Please keep this date free. The invitation with the programme will follow."}',0,1,0,'{"lists": [], "departments": [], "sites": [], "reach": "all", "answers": [], "letters_too": false}',1,'2026-11-22 09:00:00.000000','System',NULL,NULL,'',NULL,NULL,'','2026-11-22 09:00:00.000000','System',2,'2026-11-22 09:00:00.000000','System');
INSERT INTO "mailing" VALUES(2,2,'reminder','draft','{"de": "Kommen Sie? {titel} am {datum}", "en": "Are you coming? {titel} on {datum}"}','{"de": "wir haben noch keine Antwort von Ihnen. Bitte sagen Sie uns, ob Sie kommen.", "en": "We do not have your answer yet. Please tell us whether you are coming."}',0,0,0,'{"lists": [], "departments": [], "sites": [], "reach": "all", "answers": [], "letters_too": false}',NULL,'2026-11-22 09:00:00.000000','System',NULL,NULL,'',NULL,NULL,'',NULL,'',1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE "membership" (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	organizer_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	department VARCHAR(200) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_membership_account_id UNIQUE (account_id, organizer_id, role, department)
);
INSERT INTO "membership" VALUES(1,1,1,'planner','');
INSERT INTO "membership" VALUES(2,2,1,'needs','');
INSERT INTO "membership" VALUES(3,3,2,'planner','');
CREATE TABLE need (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	invitation_id INTEGER NOT NULL, 
	kind VARCHAR(30) NOT NULL, 
	note TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_need PRIMARY KEY (id), 
	CONSTRAINT fk_need_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_need_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE CASCADE, 
	CONSTRAINT uq_need_invitation_id UNIQUE (invitation_id, kind)
);
CREATE TABLE "organizer" (
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
	needs_release BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_organizer PRIMARY KEY (id), 
	CONSTRAINT uq_organizer_slug UNIQUE (slug)
);
INSERT INTO "organizer" VALUES(1,'gleichstellungsstelle','Stadt Essen','Gleichstellungsstelle','Rathaus, Porscheplatz','45121','Essen','+49 201 88-0','gleichstellungsstelle@essen.example.org','https://www.essen.de','Kim Muster (Beispiel)','+49 201 88-0','gleichstellungsstelle@essen.example.org','Kim Muster','Gleichstellungsbeauftragte (Beispiel)','GSt-Beispiel',1,'2026-11-22 09:00:00.000000','System',0);
INSERT INTO "organizer" VALUES(2,'personalrat','Stadt Essen','Personalrat (Beispiel)','','','Essen','','personalrat@essen.example.org','','','','','','','',1,'2026-11-22 09:00:00.000000','System',0);
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
INSERT INTO "program_item" VALUES(1,1,'108f047d-cc48-4345-97db-3c33321ce332',0,'welcome','{"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}','{}',15,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(2,1,'b71cee57-28bc-45b7-b7e3-e5411e2be904',1,'keynote','{"de": "KI, inspire me! Von Chancen, Wundern und anderen \u00dcberraschungen aus der Mensch-KI-Symbiose", "en": "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI"}','{}',60,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(3,1,'941877f5-a674-4fc0-980c-3fe5219c996c',2,'break','{"de": "Pause", "en": "Break", "easy": "Pause"}','{}',30,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(4,1,'95a1bf6f-2a2f-46dc-8ad6-a5d4ba6d98a8',3,'talk_round','{"de": "Personalmanagement mit KI", "en": "Personnel management with AI"}','{}',75,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(5,1,'7ab73627-6fa5-42d1-8221-54e23ca2d119',4,'closing','{"de": "Ausblick und Schlusswort", "en": "Outlook and closing words"}','{}',30,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(6,2,'569c74f7-659f-4054-92f2-c30fc4b332a5',0,'welcome','{"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}','{}',20,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(7,2,'4c24a3d1-1c38-4483-92e1-c96745a4db4f',1,'report','{"de": "Bericht der Gleichstellungsstelle", "en": "Report of the Equality Office"}','{}',70,NULL,'','2026-11-22 09:00:00.000000',2,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(8,2,'e7e5a66c-039f-432f-be51-8b3939dbad45',2,'talk_round','{"de": "F\u00fchren in Teilzeit", "en": "Leading part-time"}','{}',45,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(9,2,'fc2d69da-ab8a-4429-9035-029a5f4daa87',3,'break','{"de": "Pause", "en": "Break", "easy": "Pause"}','{}',30,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(10,2,'f96231b1-8518-4c2f-988d-6aaa41faf5b5',4,'questions','{"de": "Ihre Fragen", "en": "Your questions"}','{}',45,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(11,2,'82a50f20-6889-4670-a54e-349eca90b750',5,'closing','{"de": "Ausblick und Schlusswort", "en": "Outlook and closing words"}','{}',15,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE publication (
	id INTEGER NOT NULL, 
	stamp INTEGER NOT NULL, moved_at DATETIME, 
	CONSTRAINT pk_publication PRIMARY KEY (id)
);
INSERT INTO "publication" VALUES(1,3,'2026-11-22 09:00:00.000000');
CREATE TABLE relay_state (
	id INTEGER NOT NULL, 
	free_at DATETIME, 
	failure VARCHAR(300) NOT NULL, 
	failed_at DATETIME, 
	CONSTRAINT pk_relay_state PRIMARY KEY (id)
);
CREATE TABLE rsvp (
	id INTEGER NOT NULL, 
	invitation_id INTEGER NOT NULL, 
	partstat VARCHAR(20) NOT NULL, 
	source VARCHAR(20) NOT NULL, 
	sequence INTEGER NOT NULL, 
	stamped_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	comment TEXT NOT NULL, 
	sender VARCHAR(254) NOT NULL, way VARCHAR(10) DEFAULT '' NOT NULL, 
	CONSTRAINT pk_rsvp PRIMARY KEY (id), 
	CONSTRAINT ck_rsvp_partstat CHECK (partstat IN ('ACCEPTED', 'DECLINED', 'TENTATIVE', 'DELEGATED')), 
	CONSTRAINT ck_rsvp_source CHECK (source IN ('calendar', 'page', 'office')), 
	CONSTRAINT fk_rsvp_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE CASCADE
);
INSERT INTO "rsvp" VALUES(1,1,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(2,3,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(3,2,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(4,6,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(5,7,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','online');
INSERT INTO "rsvp" VALUES(6,8,'DECLINED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','');
INSERT INTO "rsvp" VALUES(7,9,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(8,11,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(9,12,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(10,13,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(11,14,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(12,15,'DECLINED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','');
INSERT INTO "rsvp" VALUES(13,16,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(14,18,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(15,19,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','online');
INSERT INTO "rsvp" VALUES(16,21,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(17,22,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(18,23,'DECLINED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','');
INSERT INTO "rsvp" VALUES(19,24,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(20,25,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(21,26,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
INSERT INTO "rsvp" VALUES(22,27,'ACCEPTED','page',0,'2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','','','hall');
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
INSERT INTO "speaker_link" VALUES(1,3,'2026-11-22 09:00:00.000000','System','Ti6Y7BM-hpOtP4INYP-DkniR','2b66d27622b6694efe13d9aad857677c81f362a6464d352ff65ad37b106b6825');
CREATE TABLE staff_change (
	id INTEGER NOT NULL, 
	list_id INTEGER NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	added INTEGER NOT NULL, 
	changed INTEGER NOT NULL, 
	gone INTEGER NOT NULL, 
	"before" BLOB, 
	taken_at DATETIME NOT NULL, 
	taken_by VARCHAR(200) NOT NULL, 
	undone_at DATETIME, 
	CONSTRAINT pk_staff_change PRIMARY KEY (id), 
	CONSTRAINT fk_staff_change_list_id_staff_list FOREIGN KEY(list_id) REFERENCES staff_list (id) ON DELETE CASCADE
);
INSERT INTO "staff_change" VALUES(1,1,'personalliste-beispiel.csv',24,0,0,X'780175D2CD4EC3300CC0F15799BA2B42B6E324CD4EBC07E2E0C44EA904EDB44D80847877363E34D89A5BF23F24D64F7EEF267BED36ABFB6E6BBBFD3CE19DBDC9F3F6C96EE7DDD0DDAC7E322D67B79CF932AF6B25A80925B202B346C3AC21B852232A27AAA011BC053EFF182EDFF89E2F2EE77E39A7CBBC06E4ECC419E5E8B284D463CA20964A09E82470F1D9B94CE13C083648B061820D14BC56516545865ACCA5684E8102F8DC3BE9895CCC8C92A24F2A7F8669B060C3051B30782D631A8F1449047BAAE22380E70AA03917DF8B4F80103871390F430D196AC8504386FECB3C1CB7AE3CCA34989E16F3741DE6C97ECFE3F4321EE430CED3FE2B7D7C025D2CE18B','2026-11-22 09:00:00.000000','System',NULL);
CREATE TABLE staff_list (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	organizer_id INTEGER NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	mapping JSON NOT NULL, 
	taken_at DATETIME, 
	taken_by VARCHAR(200) NOT NULL, 
	CONSTRAINT fk_staff_list_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_staff_list_organizer_id UNIQUE (organizer_id, name)
);
INSERT INTO "staff_list" VALUES(1,1,'Kernverwaltung (Beispiel, erfunden)','{}','2026-11-22 09:00:00.000000','System');
CREATE TABLE staff_upload (
	id INTEGER NOT NULL, 
	list_id INTEGER NOT NULL, 
	file_name VARCHAR(200) NOT NULL, 
	reading JSON NOT NULL, 
	mapping JSON, 
	rows BLOB NOT NULL, 
	corrections JSON NOT NULL, 
	made_at DATETIME NOT NULL, 
	made_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_staff_upload PRIMARY KEY (id), 
	CONSTRAINT fk_staff_upload_list_id_staff_list FOREIGN KEY(list_id) REFERENCES staff_list (id) ON DELETE CASCADE
);
INSERT INTO "staff_upload" VALUES(1,1,'beispiel-spalten.csv','{"kind": "csv", "encoding": "UTF-8", "delimiter": ";", "others": [], "header": 0, "headings": ["Nachname", "Vorname", "Geschlecht", "Geburtsdatum", "E-Mail", "Amt"]}','null',X'78018B8E56F24B4CCEC84BCC4D55D251500ACB2F8231DD538B9333725293334A4012EEA949A54525C5298925A5B920BEABAE6F62660E88E5985BA214ABA310ADE4949A595C90990A160CC9CFCB0449C2700990AF970455E0905A91985B9093AA975F940E52E074784F517A6A5122C8A05800CD022DE9','{}','2026-11-22 09:00:00.000000','Beispiel 1');
INSERT INTO "staff_upload" VALUES(2,1,'beispiel-pruefen.csv','{"kind": "csv", "encoding": "UTF-8", "delimiter": ";", "others": [], "header": 0, "headings": ["Nachname", "Vorname", "E-Mail", "Amt"], "dropped": ["Geschlecht", "Geburtsdatum"]}','{"0": "last_name", "1": "first_name", "2": "email", "3": "department"}',X'78018B8E56F24B4CCEC84BCC4D55D251500ACB2F82315D757D13337340828EB9254AB13A0AD14A4EA999C50599A960C190FCBC4C90640990D64B824A38A45624E616E4A4EAE517A583249D0EEF294A4F2D4A8419E05B5A5C925A0492F1CB4F045179F9897AB96041076CEA4162606599A9B9897929E8C653C155B100F117530C','{}','2026-11-22 09:00:00.000000','Beispiel 2');
INSERT INTO "staff_upload" VALUES(3,1,'beispiel-uebernehmen.csv','{"kind": "csv", "encoding": "UTF-8", "delimiter": ";", "others": [], "header": 0, "headings": ["Nachname", "Vorname", "E-Mail", "Amt"], "dropped": ["Geschlecht", "Geburtsdatum"]}','{"0": "last_name", "1": "first_name", "2": "email", "3": "department"}',X'78018B8E56F24B4CCEC84BCC4D55D251500ACB2F82315D757D13337340828EB9254AB13A0AD14A4EA999C50599A960C190FCBC4C90640990D64B824A38A45624E616E4A4EAE517A583249D0EEF294A4F2D4A0419100B00F10922B8','{}','2026-11-22 09:00:00.000000','Beispiel 3');
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
CREATE TABLE worker (
	name VARCHAR(120) NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_worker PRIMARY KEY (name)
);
CREATE INDEX ix_browser_session_account_id ON browser_session (account_id);
CREATE INDEX ix_browser_session_seen_at ON browser_session (seen_at);
CREATE INDEX ix_kind_organizer_id ON kind (organizer_id);
CREATE INDEX ix_password_link_account_id ON password_link (account_id);
CREATE INDEX ix_picture_digest ON picture (digest);
CREATE INDEX ix_picture_organizer_id ON picture (organizer_id);
CREATE INDEX ix_venue_organizer_id ON venue (organizer_id);
CREATE INDEX ix_speaker_organizer_id ON speaker (organizer_id);
CREATE INDEX ix_program_item_event_id ON program_item (event_id);
CREATE INDEX ix_item_speaker_item_id ON item_speaker (item_id);
CREATE INDEX ix_item_speaker_speaker_id ON item_speaker (speaker_id);
CREATE INDEX ix_busy_calendar_organizer_id ON busy_calendar (organizer_id);
CREATE INDEX ix_busy_calendar_venue_id ON busy_calendar (venue_id);
CREATE INDEX ix_busy_time_calendar_id ON busy_time (calendar_id);
CREATE INDEX ix_busy_time_starts_at ON busy_time (starts_at);
CREATE INDEX ix_rsvp_invitation_id ON rsvp (invitation_id);
CREATE INDEX ix_announced_edition_slug ON announced_edition (slug);
CREATE INDEX ix_announced_edition_event_id ON announced_edition (event_id);
CREATE INDEX ix_announced_edition_secret ON announced_edition (secret);
CREATE INDEX ix_staff_list_organizer_id ON staff_list (organizer_id);
CREATE INDEX ix_employee_address_key ON employee (address_key);
CREATE INDEX ix_employee_department ON employee (department);
CREATE INDEX ix_employee_list_id ON employee (list_id);
CREATE INDEX ix_employee_organizer_id ON employee (organizer_id);
CREATE INDEX ix_staff_change_list_id ON staff_change (list_id);
CREATE INDEX ix_staff_upload_list_id ON staff_upload (list_id);
CREATE INDEX ix_mailing_event_id ON mailing (event_id);
CREATE INDEX ix_delivery_invitation_id ON delivery (invitation_id);
CREATE INDEX ix_delivery_mailing_id_state ON delivery (mailing_id, state);
CREATE INDEX ix_delivery_state_due_at ON delivery (state, due_at);
CREATE INDEX ix_need_event_id ON need (event_id);
CREATE INDEX ix_event_organizer_id ON event (organizer_id);
CREATE INDEX ix_event_venue_id ON event (venue_id);
CREATE INDEX ix_event_starts ON event (starts);
CREATE INDEX ix_event_part_of_id ON event (part_of_id);
CREATE INDEX ix_invitation_address_key ON invitation (address_key);
CREATE INDEX ix_invitation_event_id ON invitation (event_id);
CREATE INDEX ix_invitation_employee_id ON invitation (employee_id);
CREATE INDEX ix_invitation_event_id_seat ON invitation (event_id, seat);
CREATE INDEX ix_membership_organizer_id ON membership (organizer_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('delivery',27);
INSERT INTO "sqlite_sequence" VALUES('venue',1);
INSERT INTO "sqlite_sequence" VALUES('speaker',4);
INSERT INTO "sqlite_sequence" VALUES('program_item',11);
INSERT INTO "sqlite_sequence" VALUES('staff_list',1);
INSERT INTO "sqlite_sequence" VALUES('employee',24);
INSERT INTO "sqlite_sequence" VALUES('mailing',2);
INSERT INTO "sqlite_sequence" VALUES('busy_calendar',1);
COMMIT;
