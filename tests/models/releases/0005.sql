BEGIN TRANSACTION;
CREATE TABLE "account" (
	id INTEGER NOT NULL, 
	email VARCHAR(254) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	password_hash VARCHAR(200), 
	is_administrator BOOLEAN NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	totp_seed VARCHAR(30) DEFAULT '' NOT NULL, 
	totp_digest VARCHAR(64) DEFAULT '' NOT NULL, 
	totp_step INTEGER DEFAULT '0' NOT NULL, 
	issuer VARCHAR(300), 
	subject VARCHAR(255), 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_email UNIQUE (email), 
	CONSTRAINT uq_account_issuer UNIQUE (issuer, subject)
);
INSERT INTO "account" VALUES(1,'planung@gleichstellung.example.org','Petra Planung (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000','','',0,NULL,NULL);
INSERT INTO "account" VALUES(2,'freigabe@gleichstellung.example.org','Fritzi Freigabe (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000','','',0,NULL,NULL);
INSERT INTO "account" VALUES(3,'barrierefreiheit@gleichstellung.example.org','Bea Barrierefrei (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000','','',0,NULL,NULL);
INSERT INTO "account" VALUES(4,'planung@personalrat.example.org','Rolf Rat (Demo)',NULL,0,1,'2026-11-22 09:00:00.000000','','',0,NULL,NULL);
INSERT INTO "account" VALUES(5,'it@stadt.example.org','Ina Technik (Demo)',NULL,1,1,'2026-11-22 09:00:00.000000','','',0,NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
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
	CONSTRAINT uq_announced_edition_event_id UNIQUE (event_id, number), 
	CONSTRAINT fk_announced_edition_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "announced_edition" VALUES(1,1,1,'frauen-und-ki-2024','iNcfrCQSp8lqDAz1fWRTTp53esc8TKL9','2024-09-02 06:00:00.000000','System','{"number": 1, "announced_at": "2024-09-02T06:00:00+00:00", "uid": "477fcc1c-bd92-4412-b326-9ca5127ad4b6", "slug": "frauen-und-ki-2024", "secret": "iNcfrCQSp8lqDAz1fWRTTp53esc8TKL9", "visibility": "public", "status": "confirmed", "zone": "Europe/Berlin", "starts": {"local": "2024-11-08T09:00:00", "second": false}, "ends": {"local": "2024-11-08T12:30:00", "second": false}, "doors": {"local": "2024-11-08T08:30:00", "second": false}, "kind": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}, "title": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr alle Frauen, die bei der Stadt Essen arbeiten"}, "theme": {"de": "Frauen und KI", "en": "Women and AI", "easy": "Frauen und K\u00fcnstliche Intelligenz"}, "description": {"de": "K\u00fcnstliche Intelligenz ver\u00e4ndert, wie wir arbeiten. Was hei\u00dft das f\u00fcr Frauen in der Verwaltung?\n\nDie Uhrzeiten in diesem Beispiel sind erfunden.", "en": "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\nThe times of day in this example are invented.", "easy": ""}, "working_time": {"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work.", "easy": ""}, "notice": {"de": "", "en": "", "easy": ""}, "organizer": {"authority": "Stadt Essen", "office": "Gleichstellungsstelle", "street": "Rathaus, Porscheplatz", "postcode": "45121", "city": "Essen", "phone": "+49 201 88-0", "email": "gleichstellungsstelle@essen.example.org", "website": "https://www.essen.de", "contact_name": "Kim Muster (Beispiel)", "contact_phone": "+49 201 88-0", "contact_email": "gleichstellungsstelle@essen.example.org", "signatory": "Kim Muster", "signatory_function": "Gleichstellungsbeauftragte (Beispiel)", "reference": "GSt-Beispiel", "slug": "gleichstellungsstelle"}, "venue": {"name": "Lichtburg", "street": "Kettwiger Stra\u00dfe 36", "postcode": "45127", "city": "Essen", "latitude": 51.4552, "longitude": 7.0137, "capacity": 1250, "wheelchair_places": 6, "facts": ["step_free", "accessible_toilet", "public_transport"], "access": {"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need.", "easy": ""}, "directions": {"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes.", "easy": ""}}, "items": [{"number": 1, "uid": "aaf3cc5a-9901-4e52-b4cc-3a0f601b24d7", "function": "welcome", "title": {"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T09:00:00", "second": false}, "ends": {"local": "2024-11-08T09:15:00", "second": false}, "people": [{"speaker_id": 1, "name": "Thomas Kufen", "role": "speaker", "function": {"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 2, "uid": "dea11b3d-0853-44b3-9f1d-6f8474a72a3e", "function": "keynote", "title": {"de": "KI, inspire me! Von Chancen, Wundern und anderen \u00dcberraschungen aus der Mensch-KI-Symbiose", "en": "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T09:15:00", "second": false}, "ends": {"local": "2024-11-08T10:15:00", "second": false}, "people": [{"speaker_id": 2, "name": "Henriette Fr\u00e4drich", "role": "speaker", "function": {"de": "Keynote-Speakerin", "en": "Keynote speaker", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 3, "uid": "41b6bea0-a256-423a-b34a-dbdfe7767406", "function": "break", "title": {"de": "Pause", "en": "Break", "easy": "Pause"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T10:15:00", "second": false}, "ends": {"local": "2024-11-08T10:45:00", "second": false}, "people": [], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 4, "uid": "d8f4be25-1915-41be-bf8c-7eea52b17a6f", "function": "talk_round", "title": {"de": "Personalmanagement mit KI", "en": "Personnel management with AI", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T10:45:00", "second": false}, "ends": {"local": "2024-11-08T12:00:00", "second": false}, "people": [{"speaker_id": 3, "name": "Annabelle Brandes", "role": "guest", "function": {"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 5, "uid": "9305b5d4-d9e3-4ece-b5b5-4b2b0259cd73", "function": "closing", "title": {"de": "Ausblick und Schlusswort", "en": "Outlook and closing words", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2024-11-08T12:00:00", "second": false}, "ends": {"local": "2024-11-08T12:30:00", "second": false}, "people": [{"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "host", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}], "created_at": "2024-09-02T06:00:00+00:00", "modified_at": "2024-09-02T06:00:00+00:00", "sequence": 0, "withdrawn": [], "stamps": {}, "asked_by": "gleichstellungsstelle@essen.example.org"}',1);
INSERT INTO "announced_edition" VALUES(2,2,1,'versammlung-2027','G8E4PObz3TnJdj9a00WWY5l4mXNQmoH_','2026-11-22 09:00:00.000000','System','{"number": 1, "announced_at": "2026-11-22T09:00:00+00:00", "uid": "d969c5b6-7349-4a81-9041-244e466ac587", "slug": "versammlung-2027", "secret": "G8E4PObz3TnJdj9a00WWY5l4mXNQmoH_", "visibility": "staff", "status": "tentative", "zone": "Europe/Berlin", "starts": {"local": "2027-11-12T09:00:00", "second": false}, "ends": {"local": "2027-11-12T12:30:00", "second": false}, "doors": {"local": "2027-11-12T08:30:00", "second": false}, "kind": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr Frauen, die hier arbeiten"}, "title": {"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": ""}, "theme": {"de": "Zeit f\u00fcr F\u00fchrung", "en": "Time to lead", "easy": ""}, "description": {"de": "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich \u00e4ndern.", "en": "This assembly is an example to try things out. Everything can be changed.", "easy": ""}, "working_time": {"de": "Die Teilnahme ist freiwillig. Ob sie als Arbeitszeit gilt, regelt Ihre Dienststelle. Wer nicht teilnimmt, arbeitet weiter.", "en": "Attendance is voluntary. Your office decides whether it counts as working time. Those who do not attend continue to work.", "easy": ""}, "notice": {"de": "", "en": "", "easy": ""}, "organizer": {"authority": "Stadt Essen", "office": "Gleichstellungsstelle", "street": "Rathaus, Porscheplatz", "postcode": "45121", "city": "Essen", "phone": "+49 201 88-0", "email": "gleichstellungsstelle@essen.example.org", "website": "https://www.essen.de", "contact_name": "Kim Muster (Beispiel)", "contact_phone": "+49 201 88-0", "contact_email": "gleichstellungsstelle@essen.example.org", "signatory": "Kim Muster", "signatory_function": "Gleichstellungsbeauftragte (Beispiel)", "reference": "GSt-Beispiel", "slug": "gleichstellungsstelle"}, "venue": {"name": "Lichtburg", "street": "Kettwiger Stra\u00dfe 36", "postcode": "45127", "city": "Essen", "latitude": 51.4552, "longitude": 7.0137, "capacity": 1250, "wheelchair_places": 6, "facts": ["step_free", "accessible_toilet", "public_transport"], "access": {"de": "Diese Angaben sind Beispiele. Bitte fragen Sie uns, was Sie brauchen.", "en": "These details are examples. Please ask us for what you need.", "easy": ""}, "directions": {"de": "Vom Hauptbahnhof sind es etwa acht Minuten zu Fu\u00df \u00fcber die Kettwiger Stra\u00dfe.", "en": "The walk from the central station along Kettwiger Stra\u00dfe takes about eight minutes.", "easy": ""}}, "items": [{"number": 6, "uid": "e59769d1-0f82-4b90-8876-2701786349e5", "function": "welcome", "title": {"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T09:00:00", "second": false}, "ends": {"local": "2027-11-12T09:20:00", "second": false}, "people": [{"speaker_id": 1, "name": "Thomas Kufen", "role": "speaker", "function": {"de": "Oberb\u00fcrgermeister", "en": "Lord Mayor", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 7, "uid": "5f318df8-aed5-4e8f-baa3-f44b81bc6ca8", "function": "report", "title": {"de": "Bericht der Gleichstellungsstelle", "en": "Report of the Equality Office", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T09:20:00", "second": false}, "ends": {"local": "2027-11-12T10:00:00", "second": false}, "people": [{"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "speaker", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 8, "uid": "630956e7-89f0-4b3f-ad12-f0c94fa5645c", "function": "talk_round", "title": {"de": "F\u00fchren in Teilzeit", "en": "Leading part-time", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T10:00:00", "second": false}, "ends": {"local": "2027-11-12T10:45:00", "second": false}, "people": [{"speaker_id": 3, "name": "Annabelle Brandes", "role": "guest", "function": {"de": "Gesch\u00e4ftsbereichsvorst\u00e4ndin f\u00fcr Personal, allgemeine Verwaltung und Digitalisierung", "en": "Executive for Personnel, General Administration and Digitalisation", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}, {"speaker_id": 4, "name": "Kim Muster (Beispiel)", "role": "host", "function": {"de": "Gleichstellungsbeauftragte", "en": "Equality Officer", "easy": ""}, "organisation": "", "bio": {"de": "", "en": "", "easy": ""}, "picture": null, "picture_alt": {"de": "", "en": "", "easy": ""}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 9, "uid": "095913b8-4979-477d-830e-8a531e0cccef", "function": "break", "title": {"de": "Pause", "en": "Break", "easy": "Pause"}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T10:45:00", "second": false}, "ends": {"local": "2027-11-12T11:15:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 10, "uid": "3018c3bb-670c-4259-be06-39477ac9c79c", "function": "questions", "title": {"de": "Ihre Fragen", "en": "Your questions", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T11:15:00", "second": false}, "ends": {"local": "2027-11-12T12:00:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}, {"number": 11, "uid": "3558f41a-a2b3-44e6-9ecc-07df95cdfe6e", "function": "closing", "title": {"de": "Ausblick und Schlusswort", "en": "Outlook and closing words", "easy": ""}, "text": {"de": "", "en": "", "easy": ""}, "starts": {"local": "2027-11-12T12:00:00", "second": false}, "ends": {"local": "2027-11-12T12:15:00", "second": false}, "people": [], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "is_withdrawn": false, "stamps": {}}], "created_at": "2026-11-22T09:00:00+00:00", "modified_at": "2026-11-22T09:00:00+00:00", "sequence": 0, "withdrawn": [], "stamps": {}, "asked_by": "gleichstellungsstelle@essen.example.org"}',0);
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
CREATE TABLE audit_entry (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	happened_at DATETIME NOT NULL, 
	organizer_id INTEGER, 
	event_id INTEGER, 
	act VARCHAR(60) NOT NULL, 
	thing_kind VARCHAR(40) NOT NULL, 
	thing_id INTEGER, 
	details JSON NOT NULL, 
	actor_id INTEGER, 
	actor_name VARCHAR(200) NOT NULL, 
	actor_salt VARCHAR(32) NOT NULL, 
	actor_digest VARCHAR(64) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT uq_audit_entry_hash UNIQUE (hash)
);
INSERT INTO "audit_entry" VALUES(1,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',1,'{}',NULL,'System','126d7eab62d51a752db9ef7cd8dfaa2b','01542d2078ea05f59d0020da9a8b5df376becbcc2d024b0073357f5891318cf4','','6ec5e39076516fe3ef7482c548a995be6372519a26c5d3ad22ab7efdf5964249');
INSERT INTO "audit_entry" VALUES(2,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',2,'{}',NULL,'System','6045cbd5bc333a02255239381ad87f72','1536aa171d7825607c003b7abe42b802c1cb10d1637eb8984e58739f0c8e13eb','6ec5e39076516fe3ef7482c548a995be6372519a26c5d3ad22ab7efdf5964249','d5eb42c2fa88614c176544570dfcfd19c771825ef79fbf10d9e556bc9dfdfe45');
INSERT INTO "audit_entry" VALUES(3,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',3,'{}',NULL,'System','1181aef0de8a51a0722a58a55902438d','a1fef0c08ce311b316bbd351c81778261d697fd96cd5d2d427f993f6fca71e23','d5eb42c2fa88614c176544570dfcfd19c771825ef79fbf10d9e556bc9dfdfe45','1bf5025e4bc36452e4b65234ce947ef14da46426263ef12a4da185409705700a');
INSERT INTO "audit_entry" VALUES(4,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',4,'{}',NULL,'System','1c2c7c6218ad5cab9f1594d2f837a163','ae8cc20e052ea263f2c82ad82eae211222d63f7f0091d70b1c673f082ad54844','1bf5025e4bc36452e4b65234ce947ef14da46426263ef12a4da185409705700a','54eb504418599b468911d89ab14ffbd4809ff633ba2432e96c25e155e0e8124c');
INSERT INTO "audit_entry" VALUES(5,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',5,'{}',NULL,'System','e1c5a726d55b6c8f678dba9ba083eca7','9d4e050a9354addc96acd5a64d89d49da67f253a80e45b4add5db9a3fb0e23ba','54eb504418599b468911d89ab14ffbd4809ff633ba2432e96c25e155e0e8124c','49d081c76ded46c0b303e21bf336a4e714a409d692023bba4cc7ab69439b78c5');
INSERT INTO "audit_entry" VALUES(6,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',6,'{}',NULL,'System','b562af64e89337bc138fcd9cab146b2e','9f57bfa8626cb59161587619fab30c35c54c72f9c654ba1d5b5faa244f90bfc8','49d081c76ded46c0b303e21bf336a4e714a409d692023bba4cc7ab69439b78c5','d4c145229c2961853520ee9f213d5e7390ef38eec73fc03595299ea12f18a979');
INSERT INTO "audit_entry" VALUES(7,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',7,'{}',NULL,'System','469deb1ebe0af452f925b70bfa2fbd1c','45554f9c5bc5c39277f5a420d3ccd11a890bcb73a2944b43d7ac7e9549cae0bf','d4c145229c2961853520ee9f213d5e7390ef38eec73fc03595299ea12f18a979','3ecec3cd1b4807fb3e9f4f10e256a5bd00e95d11fe232a3d02cd5c59511d633a');
INSERT INTO "audit_entry" VALUES(8,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',8,'{}',NULL,'System','3832dffb8088bb0359ab88afbec0712d','3edb53bf4a9a0b5e732376dbc6ea10ec53076bb1b83cf88b0dbeab5c6dccfabc','3ecec3cd1b4807fb3e9f4f10e256a5bd00e95d11fe232a3d02cd5c59511d633a','ffa726fde82d9a1f883b4420487142c867e0407c4e81e98df45e4cac0dbfa72c');
INSERT INTO "audit_entry" VALUES(9,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',9,'{}',NULL,'System','21acfe73f20e18685b007763c5d45aa2','c3b8594ae201786bf703aa229a1c3dcd2b24a712e65e1553aae78da312b61d9f','ffa726fde82d9a1f883b4420487142c867e0407c4e81e98df45e4cac0dbfa72c','9dbe657d9f5b4659782d1f407a29408c0b366151c79364d2f48f82c6e53e0aa9');
INSERT INTO "audit_entry" VALUES(10,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',10,'{}',NULL,'System','cd6e94e2a4165292561405ea53cb6caf','732e523145ecfd3d1e2bcfba707e204de32e16acc112d537b67022331ecde912','9dbe657d9f5b4659782d1f407a29408c0b366151c79364d2f48f82c6e53e0aa9','32bc6d1ffc2210fd708508c2c878dcf6422501ecdcb0e77f5304b8548804b8ce');
INSERT INTO "audit_entry" VALUES(11,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',11,'{}',NULL,'System','43e9d244db3e4f49cdc2b38dbf903ce3','800932714c0745799efb4c8aaf5c8ef87e7ed4c3ab2723c15bec6281a6a3f372','32bc6d1ffc2210fd708508c2c878dcf6422501ecdcb0e77f5304b8548804b8ce','ef87e7105cb571f70ca7e8636d1d2f452b67ee8ee72ff7d90193c12d1b8cc1bc');
INSERT INTO "audit_entry" VALUES(12,'2026-11-22 09:00:00.000000',NULL,NULL,'kind.added','kind',12,'{}',NULL,'System','0e2cce3cf5109c01964a9fd104b9c642','048c62b92ffdf1f177be6ca2f638339138fbbf86d8865ce162686697334238e8','ef87e7105cb571f70ca7e8636d1d2f452b67ee8ee72ff7d90193c12d1b8cc1bc','4dd49352c4025c4d4246b06bfd0626dd890c56ba2e28e0bd654fc75968eacaa8');
INSERT INTO "audit_entry" VALUES(13,'2026-11-22 09:00:00.000000',1,NULL,'organizer.added','organizer',1,'{}',NULL,'System','779f98186dcc033ec62eb543e332d9d6','43de91c3bb1d385c406a627d5852effc3e4b05dc85169a0e3d40f27a956e9eb6','4dd49352c4025c4d4246b06bfd0626dd890c56ba2e28e0bd654fc75968eacaa8','b327d12960bff7c187ae4ac8741177ea9fb3348df81e3cae0ee43e1441c522a7');
INSERT INTO "audit_entry" VALUES(14,'2026-11-22 09:00:00.000000',2,NULL,'organizer.added','organizer',2,'{}',NULL,'System','8c0fb65f0953e9f75e044d7456255804','48dfd568564898ba2bbf8f26e4238caae99567d44670342ac06d6baa1599331e','b327d12960bff7c187ae4ac8741177ea9fb3348df81e3cae0ee43e1441c522a7','3818d59d1d50bccb7bc73eda6f9519dfa0572dfe085f62bf6689bcb955cc2566');
INSERT INTO "audit_entry" VALUES(15,'2026-11-22 09:00:00.000000',1,NULL,'venue.added','venue',1,'{}',NULL,'System','eac51dbd16e3f6416471f71d866ea625','8a4930a5229ccdd814887622185b06417ad77bb71d956206bbb3883a1c84365a','3818d59d1d50bccb7bc73eda6f9519dfa0572dfe085f62bf6689bcb955cc2566','1c0aeb3a6a0e18396aa7dc1254817f9e9db72301cba53f879bdecdd75a22bccc');
INSERT INTO "audit_entry" VALUES(16,'2026-11-22 09:00:00.000000',1,NULL,'speaker.added','speaker',1,'{}',NULL,'System','eb1745688606f0001779035c769973de','1b5aba716d44aa3b286f6a324e46a0a937152828ae0b450d88b1716cd74aaec1','1c0aeb3a6a0e18396aa7dc1254817f9e9db72301cba53f879bdecdd75a22bccc','44d239311723abcd81716816c456cbd3bfb019c66ffd75180f22cf549c1dca28');
INSERT INTO "audit_entry" VALUES(17,'2026-11-22 09:00:00.000000',1,NULL,'speaker.added','speaker',2,'{}',NULL,'System','2ea0c8fe674b5277f1ae6bc728190072','27d8f3443a9d6d0693c20b75533aceceeb306ecc046943f394f273a94b98db05','44d239311723abcd81716816c456cbd3bfb019c66ffd75180f22cf549c1dca28','8ef9ef58a07a37c3f5b2d732deb440ede3a75de4b8275930a8dcd6f74d4eba6b');
INSERT INTO "audit_entry" VALUES(18,'2026-11-22 09:00:00.000000',1,NULL,'speaker.added','speaker',3,'{}',NULL,'System','dd6db23be32ef8ab4798aaa776cdde4a','eb9147381cd1469ef8f21d3b73b0c479be6884f09026737069433867a7188ef6','8ef9ef58a07a37c3f5b2d732deb440ede3a75de4b8275930a8dcd6f74d4eba6b','74bb66a81def2c1223f3d0d32f68f4da2fdcd48b09f6de7387bc8712aa142ac1');
INSERT INTO "audit_entry" VALUES(19,'2026-11-22 09:00:00.000000',1,NULL,'speaker.added','speaker',4,'{}',NULL,'System','fc25765431b3ccd28b37d9d8c20afd69','4963ef1fd7952cb6d0d8dc04af4f0e48c3eef9ed7abbcfd5a16944442efaf853','74bb66a81def2c1223f3d0d32f68f4da2fdcd48b09f6de7387bc8712aa142ac1','4fc7c51e169898f4705307ded342a4fef99f2f6b03e4089d41a7a37d191e0e0d');
INSERT INTO "audit_entry" VALUES(20,'2024-09-02 06:00:00.000000',1,1,'event.added','event',1,'{}',NULL,'System','f3230782c7c536c5899a947f627fe6f9','dec9a43db0a4cea913226697bec721f4be0aa76346b1499405ad85f149a25b0c','4fc7c51e169898f4705307ded342a4fef99f2f6b03e4089d41a7a37d191e0e0d','4b9168acc0e5c5ecb9d8f743d696f45fd0958101ec6b694111ec26d0ae78e72c');
INSERT INTO "audit_entry" VALUES(21,'2024-09-02 06:00:00.000000',1,1,'program_item.added','program_item',1,'{}',NULL,'System','11407c50422164561136a967aebfd384','fa7e831b313c45b12b174d5234f584e52a0a92ee204e74f949fb9944c7ffc1a7','4b9168acc0e5c5ecb9d8f743d696f45fd0958101ec6b694111ec26d0ae78e72c','4a253e0b99ddde48c4fc2adc7efe4c5aa5b9858403c363ad614959b5b124f232');
INSERT INTO "audit_entry" VALUES(22,'2024-09-02 06:00:00.000000',1,1,'program_item.added','program_item',2,'{}',NULL,'System','e6db59be6cfc6d9134799d1740f1e3d6','f9d14866c0c2da2b4fb913a14b3edf69cfaaa3f2b0e686c0c17f40769cb7b43b','4a253e0b99ddde48c4fc2adc7efe4c5aa5b9858403c363ad614959b5b124f232','3b63d2b91b388818ecb517834c6698f5b4d903f567ed8013188d71e57061ecac');
INSERT INTO "audit_entry" VALUES(23,'2024-09-02 06:00:00.000000',1,1,'program_item.added','program_item',3,'{}',NULL,'System','f15397046b2d83015842374f2c9cfca4','e6a34599605c0ca330daae6d28dcaf20b94ab85d70ddc9653dd633d2cad91138','3b63d2b91b388818ecb517834c6698f5b4d903f567ed8013188d71e57061ecac','d8a0c78ae233b3ea0d5f413d51b4c46f6a9fad40fceb86a5a32ff682332b281e');
INSERT INTO "audit_entry" VALUES(24,'2024-09-02 06:00:00.000000',1,1,'program_item.added','program_item',4,'{}',NULL,'System','39d98fa2173c5054b564be93cf70c9c0','f69030ebe9e523d2ca480e5d62f6c26450cc19237984c3aecfde984cba140502','d8a0c78ae233b3ea0d5f413d51b4c46f6a9fad40fceb86a5a32ff682332b281e','b71fc874eca1e18d562b3f787aa463dad98e3f13a4b0f587446387f9fc8329cc');
INSERT INTO "audit_entry" VALUES(25,'2024-09-02 06:00:00.000000',1,1,'program_item.added','program_item',5,'{}',NULL,'System','624708f28b1d7fcf431f3ec68768fe5b','ace1ae109ccb24a78796f99abdfbe431a9b9dd76ec14368a768f6a04a38f363b','b71fc874eca1e18d562b3f787aa463dad98e3f13a4b0f587446387f9fc8329cc','11975853e52ec00ec84f652d29ff2f6433b382caa5f4c04fcebf282c8bfd86ec');
INSERT INTO "audit_entry" VALUES(26,'2024-09-02 06:00:00.000000',1,1,'event.announced','event',1,'{"edition": 1}',NULL,'System','bd94f7e988e1dce16a9052540bad53cd','a680f9dd577fcbac35a3069935b3ce1fd5973fae0a018d58e1553e661506131c','11975853e52ec00ec84f652d29ff2f6433b382caa5f4c04fcebf282c8bfd86ec','c4c9da14dd3853894915516be918585738919e668342eb81646e5e46bdd2f4c1');
INSERT INTO "audit_entry" VALUES(27,'2026-11-22 09:00:00.000000',1,2,'event.added','event',2,'{}',NULL,'System','b7451ae13432349b582da3ad95e134f5','8b4bce0315654003c8112498b141029f3e406fbfed7db1d221bfb60542ff386e','c4c9da14dd3853894915516be918585738919e668342eb81646e5e46bdd2f4c1','ea19b35a73a5aa11c2be5e325bea57ed26e15c4f9010f15d3cc14bf4e9ba68d0');
INSERT INTO "audit_entry" VALUES(28,'2026-11-22 09:00:00.000000',1,2,'program_item.added','program_item',6,'{}',NULL,'System','86c086e6600c3c897f98c0eca64a0a29','d6d9a63d22641bed58077ddac6e5e6a4be8595e405e4f6d212788d244943c2b9','ea19b35a73a5aa11c2be5e325bea57ed26e15c4f9010f15d3cc14bf4e9ba68d0','517e5e2ff5dd70d7574d34887c822cdfec0d34645f80c7c182e7d2e1c22fc0cb');
INSERT INTO "audit_entry" VALUES(29,'2026-11-22 09:00:00.000000',1,2,'program_item.added','program_item',7,'{}',NULL,'System','438a2a9410a90e7c087198164a7e89f5','c38075d24d4817e12e4b2948b918e0b78a05aa29d758cc76617588068c072fcf','517e5e2ff5dd70d7574d34887c822cdfec0d34645f80c7c182e7d2e1c22fc0cb','2c11754c607009d18bb8d059ea40e5f945b0d01aeda6dd7ce3db4d0d34d258a0');
INSERT INTO "audit_entry" VALUES(30,'2026-11-22 09:00:00.000000',1,2,'program_item.added','program_item',8,'{}',NULL,'System','aae2e783b4a315b6f514795a935ca175','690f2ade991dec23f44225f4a8cf9578ee0a0430b4c1add6fb6540c3d796cd25','2c11754c607009d18bb8d059ea40e5f945b0d01aeda6dd7ce3db4d0d34d258a0','1be81561c7189cc630e8d2e912df0372fc3e6fd51fee60804e35dd5f909b63fc');
INSERT INTO "audit_entry" VALUES(31,'2026-11-22 09:00:00.000000',1,2,'program_item.added','program_item',9,'{}',NULL,'System','fb7744328c72567fe2a1901c16aac0ba','f5c64a9995a5ad74ecc63fdfe788aac6ee6335d91cb9cd3a30e11dfcd6bfec22','1be81561c7189cc630e8d2e912df0372fc3e6fd51fee60804e35dd5f909b63fc','1f6d2000a3e7dbbea7bca5d81ffb247954edf08041b35d936018439002e9051d');
INSERT INTO "audit_entry" VALUES(32,'2026-11-22 09:00:00.000000',1,2,'program_item.added','program_item',10,'{}',NULL,'System','f19528337dff5bb7ad3d7fe667a24354','e8f94c7fbf096fafdc7f8031138d98456a3105f7a8d3e9b688b4cbae78497a08','1f6d2000a3e7dbbea7bca5d81ffb247954edf08041b35d936018439002e9051d','4b20cd0f4f33950509a2486e8e69377c43833968e6235069e87ea0e2bb5cf01c');
INSERT INTO "audit_entry" VALUES(33,'2026-11-22 09:00:00.000000',1,2,'program_item.added','program_item',11,'{}',NULL,'System','32de29c4c535e47ff52eba91f6e203af','48c07b5f21fef14f672f0e9d0668101cd88095951c21c0c52efdaefb574abf52','4b20cd0f4f33950509a2486e8e69377c43833968e6235069e87ea0e2bb5cf01c','cf673edf6fb782cc5c73999bce7b247a854b5b51323c3668c28030d7292f7852');
INSERT INTO "audit_entry" VALUES(34,'2026-11-22 09:00:00.000000',1,2,'event.announced','event',2,'{"edition": 1}',NULL,'System','f275561a609e946214600ad9b8c20ebf','236c5cab9d1e4bb7ef05768c23b5f067b87f0e6065f28a226e1ceb0cc8e8e763','cf673edf6fb782cc5c73999bce7b247a854b5b51323c3668c28030d7292f7852','6b4d553c2a11f5545d103c5d484267741efc394bbaaf7c076f533c2e0e78ca57');
INSERT INTO "audit_entry" VALUES(35,'2026-11-22 09:00:00.000000',1,2,'program_item.changed','program_item',7,'{"fields": ["minutes"]}',NULL,'System','8fc29a43699fc16c8c5ec2c2e51f2049','f51677137af544581a07f973c443d5c82e9ee1881b2744a5f2b195a9a52e5902','6b4d553c2a11f5545d103c5d484267741efc394bbaaf7c076f533c2e0e78ca57','a1df5503a9d241881085d61e3a7cb9e82edfc9195313c226083dba0f5d29d0bd');
INSERT INTO "audit_entry" VALUES(36,'2026-11-22 09:00:00.000000',NULL,NULL,'account.added','account',1,'{"is_administrator": false}',NULL,'System','3f9f770c5c9c74a7bcf0509193863284','f7161c02c603b25971953bc6dcdb55b22ead4fbbffef9b81cd84e3e4caf2a099','a1df5503a9d241881085d61e3a7cb9e82edfc9195313c226083dba0f5d29d0bd','3c2dafb18e5c6ac2e14a444ec807d7a7090a6e836ce2f3f995b562be97862ca3');
INSERT INTO "audit_entry" VALUES(37,'2026-11-22 09:00:00.000000',1,NULL,'account.role_given','account',1,'{"role": "planner"}',NULL,'System','0189b42be12c8597a425f79e7859bff4','8094c8369a90d22e7f6f707f4d39c482a189a6d86011a12caccbf26536e2cc6c','3c2dafb18e5c6ac2e14a444ec807d7a7090a6e836ce2f3f995b562be97862ca3','46f2d414d9f39c0aa3566d93e8b0087871d820144123903e3044161c880f90c6');
INSERT INTO "audit_entry" VALUES(38,'2026-11-22 09:00:00.000000',NULL,NULL,'account.added','account',2,'{"is_administrator": false}',NULL,'System','ea0f369ab30a8a653da63e7b70b343b6','9cf35fdbf2db488f2ef3e7696b8f99e692885e3805b58ad997ebb2cbf4965e50','46f2d414d9f39c0aa3566d93e8b0087871d820144123903e3044161c880f90c6','7cea12173bcbf794d4662f786ce6a7bdce928090af08b550ae651eddd933b7d6');
INSERT INTO "audit_entry" VALUES(39,'2026-11-22 09:00:00.000000',1,NULL,'account.role_given','account',2,'{"role": "approver"}',NULL,'System','6176d5d222ea350febdd2348e0ce9101','b54a25aada718f8529d49c5e851f1d3fef706aaf3750ab9021a1f3380fab4cf7','7cea12173bcbf794d4662f786ce6a7bdce928090af08b550ae651eddd933b7d6','7c0d5dcce1f50190a231d692fb830b2419755a64fe957b68f60d71f87b8201da');
INSERT INTO "audit_entry" VALUES(40,'2026-11-22 09:00:00.000000',1,NULL,'account.role_given','account',2,'{"role": "reader"}',NULL,'System','806c7c1beaee7cec0e25fcff282fc50c','19c464cc0a85c8e815d229d05433ad89f8fe987b75a74b9ca7b116fee935c9cd','7c0d5dcce1f50190a231d692fb830b2419755a64fe957b68f60d71f87b8201da','253b03db1be2aa704d2d2eddd1003db627af48389de6d1bf0688a3f1afa97650');
INSERT INTO "audit_entry" VALUES(41,'2026-11-22 09:00:00.000000',NULL,NULL,'account.added','account',3,'{"is_administrator": false}',NULL,'System','5bfcc0314cd249ec3a9df86ef5c1afd3','ab18c361319e7fbe053be24ff2ed6eb2f05a0af3dd08a7a071e5f7d7392ab302','253b03db1be2aa704d2d2eddd1003db627af48389de6d1bf0688a3f1afa97650','1722c8c5b1fca68e9f767b7a82348c73ffeb65646800e160c58d4e361f501c6e');
INSERT INTO "audit_entry" VALUES(42,'2026-11-22 09:00:00.000000',1,NULL,'account.role_given','account',3,'{"role": "needs"}',NULL,'System','3ce60b901932f1dc3e30cd61aaacc66c','ca8be5780019141922eb08cd2527a36aaf737acdfd1a0ad5d341742be059b007','1722c8c5b1fca68e9f767b7a82348c73ffeb65646800e160c58d4e361f501c6e','5c1fc4d62fda999c6aec676e74fd60ac1408962b21a2d0429e7b1d92af338b03');
INSERT INTO "audit_entry" VALUES(43,'2026-11-22 09:00:00.000000',NULL,NULL,'account.added','account',4,'{"is_administrator": false}',NULL,'System','0f6391236ebe256962422c1d9e6c2401','3970e8f4484bdfde04bcb1baed5a50c986880a27b9c842dc37b28910f336b705','5c1fc4d62fda999c6aec676e74fd60ac1408962b21a2d0429e7b1d92af338b03','fbae51e31e31563bfdb565fc2aa5e461ca3024bef08e9325e77e974510408b1a');
INSERT INTO "audit_entry" VALUES(44,'2026-11-22 09:00:00.000000',2,NULL,'account.role_given','account',4,'{"role": "planner"}',NULL,'System','775b542eb9ee6f5aadb8bb00469d78b3','cabf86bb88df590f02571484b62d77091f3db0d123b08004931d1949b8a6abe7','fbae51e31e31563bfdb565fc2aa5e461ca3024bef08e9325e77e974510408b1a','3459bef118392065c33328ea8eef2e916efc9053379938aeef427f30aaa34e1b');
INSERT INTO "audit_entry" VALUES(45,'2026-11-22 09:00:00.000000',NULL,NULL,'account.added','account',5,'{"is_administrator": true}',NULL,'System','58f0e418a17d1c1e625cd85b03ae2c8a','6569ebd0c857b19d04d4ab9306b4b4447ebc752f83ee0520dc46ca230c3449d6','3459bef118392065c33328ea8eef2e916efc9053379938aeef427f30aaa34e1b','228fb07acb3e69995b040757dae57f2a9aa4e9adefd29d1712e394fc733e8481');
INSERT INTO "audit_entry" VALUES(46,'2026-11-22 09:00:00.000000',1,2,'invitation.added','invitation',1,'{}',NULL,'System','342f9777fc73db80d1923b05834470ea','00aba0c60423f3bd0e6ff3fa8b80ec17cd710dccc2098f2981d5c37b1ce81b97','228fb07acb3e69995b040757dae57f2a9aa4e9adefd29d1712e394fc733e8481','ff6e7bee9c2e23f00a634edc4c25f6b57990a31273e7f26dc1ed14ac6e786850');
INSERT INTO "audit_entry" VALUES(47,'2026-11-22 09:00:00.000000',1,2,'invitation.added','invitation',2,'{}',NULL,'System','1bca8bf14498da9b80bfa686c21a40e6','25d01a7b6e674c7274d2921acc5477db327a37cd3e3a83cbd5b788a128f3bd47','ff6e7bee9c2e23f00a634edc4c25f6b57990a31273e7f26dc1ed14ac6e786850','7d2c38fffc5819b8517860c925aa1abfeaa6b7883f3b746e16ec50649f2cd895');
INSERT INTO "audit_entry" VALUES(48,'2026-11-22 09:00:00.000000',1,2,'invitation.added','invitation',3,'{}',NULL,'System','bf57dc77c1e4615de88950d47454a2fa','3a7ec95be2e2bef655ec2878e4f6f15a50649ffbdd3fc2b43285e8ca9bc2b908','7d2c38fffc5819b8517860c925aa1abfeaa6b7883f3b746e16ec50649f2cd895','fa36d13438226a452e4784907077d8e1f1bd37eece2ee2dd478976f20780df2c');
INSERT INTO "audit_entry" VALUES(49,'2026-11-22 09:00:00.000000',1,NULL,'staff_list.added','staff_list',1,'{}',NULL,'System','aeeb1c664ae85e333a3941666331e53b','20a5a76c739844d608508bd28c181d64088464e6763f150f882d8fc40103bdbf','fa36d13438226a452e4784907077d8e1f1bd37eece2ee2dd478976f20780df2c','b1336c7fe5a8ead45b1d9c42c63df5850c86e02259fa456144ff5651e0e43fe8');
INSERT INTO "audit_entry" VALUES(50,'2026-11-22 09:00:00.000000',1,NULL,'staff_list.imported','staff_list',1,'{"added": 24, "changed": 0, "gone": 0}',NULL,'System','c04d42130ff8c173e46c144b12cf5582','d7d59e96203b92025221d8b0a5056021844eb51c4abb4da25633a0cab4f3c49e','b1336c7fe5a8ead45b1d9c42c63df5850c86e02259fa456144ff5651e0e43fe8','0d25c442b75123ce0d75e88818521024f643656f60316f861f22a271ececbe63');
INSERT INTO "audit_entry" VALUES(51,'2026-11-22 09:00:00.000000',1,2,'attendance_plan.added','attendance_plan',1,'{}',NULL,'System','fc3890b5bee642c8b29b733a338f880e','6993bad76cf8fb3bcc178775664dc7c9995a2715d17e02d1bf325b09efb143b8','0d25c442b75123ce0d75e88818521024f643656f60316f861f22a271ececbe63','10c4e5cd7de69516f32674676d6c3eb0e6b9cd6c305c9d831c91962debb37c67');
INSERT INTO "audit_entry" VALUES(52,'2026-11-22 09:00:00.000000',1,2,'mailing.added','mailing',1,'{}',NULL,'System','cd1893039a9ac6043978582dbf38d6c0','7b39f2b7cffe37e8eb3732a5143ff1c560aa3155d7eb8135fda58263ba5264c0','10c4e5cd7de69516f32674676d6c3eb0e6b9cd6c305c9d831c91962debb37c67','4140ccb63919088bbec23fb9e69a6f83d5d640487204965a0b1d74d2ad7a9a0a');
INSERT INTO "audit_entry" VALUES(53,'2026-11-22 09:00:00.000000',1,2,'mailing.started','mailing',1,'{"mails": 23, "letters": 4}',NULL,'System','7f245d006742cfeefef031a55d33b01b','b2abe337617e7c807dbab065555940796e78702c0b7fe2c6e23296e62389fb9d','4140ccb63919088bbec23fb9e69a6f83d5d640487204965a0b1d74d2ad7a9a0a','be6cd5394672a14b355eecfe50e1888d2ad5b842cce35b38e01b2d88270a9c5f');
INSERT INTO "audit_entry" VALUES(54,'2026-11-22 09:00:00.000000',1,2,'mailing.added','mailing',2,'{}',NULL,'System','7f6b4c61d30af0bc7cec0fdaa78b07af','658679de0cd2e3a14681a29a04aec03657c46a790589756efef1a9113f8798c4','be6cd5394672a14b355eecfe50e1888d2ad5b842cce35b38e01b2d88270a9c5f','3e5f7c1689f9626bb41e0f52f098c4f9f1ffbb4ba8152784eb06bb881ff6b28b');
INSERT INTO "audit_entry" VALUES(55,'2026-11-22 09:00:00.000000',1,NULL,'feed.renewed','organizer',1,'{}',NULL,'System','9c35a3a79c6c8eabd4bba220d5d90628','bd7fca572c5f3fe6e2271339ad61ef48f996a95afe5ab6ab915c3132639e4af7','3e5f7c1689f9626bb41e0f52f098c4f9f1ffbb4ba8152784eb06bb881ff6b28b','c616c45e135c5dda6e0ed0ed086fa488a43e25a1806bcfe85272a4dfce74156d');
INSERT INTO "audit_entry" VALUES(56,'2026-11-22 09:00:00.000000',1,NULL,'speaker.link_renewed','speaker',3,'{}',NULL,'System','2a719ddfb46fc61993c356556bbbaf7b','88fd55c51fd2e4989019b77e8d38167b02a0f9c98985e559bc58c1a915b95600','c616c45e135c5dda6e0ed0ed086fa488a43e25a1806bcfe85272a4dfce74156d','6d43db4d1a6505e4ddafc742eff900cb4013045deac6332a3f8ff83b620d359c');
INSERT INTO "audit_entry" VALUES(57,'2026-11-22 09:00:00.000000',1,NULL,'busy_calendar.imported','busy_calendar',1,'{"times": 1}',NULL,'System','6dd9f2a7cb6dd6a7f1b600af97002519','dba6c63371489611b0d742c5bcc4bd7c3c1c75bcd011f71392a2eec67972d33d','6d43db4d1a6505e4ddafc742eff900cb4013045deac6332a3f8ff83b620d359c','4abe3b64851b19e1d7857518d0bb1b3bbc53cb6aafbbfed116b975491f2545c1');
CREATE TABLE audit_head (
	id INTEGER NOT NULL, 
	last_hash VARCHAR(64) NOT NULL, 
	first_hash VARCHAR(64) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
INSERT INTO "audit_head" VALUES(1,'4abe3b64851b19e1d7857518d0bb1b3bbc53cb6aafbbfed116b975491f2545c1','',57);
CREATE TABLE barrier_report (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	created_at DATETIME NOT NULL, 
	page_url VARCHAR(500) NOT NULL, 
	message TEXT NOT NULL, 
	contact VARCHAR(254) NOT NULL, 
	done_at DATETIME
);
CREATE TABLE browser_session (
	id_hash VARCHAR(64) NOT NULL, 
	account_id INTEGER, 
	data JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, agent VARCHAR(80) DEFAULT '' NOT NULL, 
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
INSERT INTO "delivery" VALUES(1,1,1,'mail',0,1,'<da727645-7658-4175-ba0d-6a25b176166b@example.org>','','alex.beispiel@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(2,1,3,'mail',0,1,'<ccb57559-f8ba-4262-ac07-3c295785e31a@example.org>','','charlie.exempel@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(3,1,2,'mail',0,1,'<c37bfafc-1d96-4639-a16c-050f0ad7d831@example.org>','','robin.muster@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(4,1,4,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(5,1,5,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(6,1,6,'mail',0,1,'<7c986665-aeb9-47c4-a6fc-d2a39b764543@example.org>','','person18@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(7,1,7,'mail',0,1,'<14812c1b-5f0c-40a7-b6a5-2c91e35020e7@example.org>','','person12@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(8,1,8,'mail',0,1,'<4467c5e2-bf5c-43d9-8cff-5dc5ff44e736@example.org>','','person11@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(9,1,9,'mail',0,1,'<ce97f2fe-0522-4f1c-bbaf-382fada421bb@example.org>','','person13@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(10,1,10,'mail',0,1,'<085d5b7e-e8b6-404d-abf3-5a62c732ed78@example.org>','','person1@example.org',NULL,'failed','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,2,0,'550 5.1.1 User unknown (Beispiel)');
INSERT INTO "delivery" VALUES(11,1,11,'mail',0,1,'<4a23773e-9b79-4abd-be43-968a7cb21dfa@example.org>','','person6@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(12,1,12,'mail',0,1,'<1d4783cd-9cc1-47c8-98b2-c12f0eac55ae@example.org>','','person19@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(13,1,13,'mail',0,1,'<3c54447c-5a65-4132-b441-7863af92d2ea@example.org>','','person2@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(14,1,14,'mail',0,1,'<1ce0b2cc-c29a-4268-9287-10f651418319@example.org>','','person3@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(15,1,15,'mail',0,1,'<2551fa88-1440-47c8-a676-181ee95b68bd@example.org>','','person24@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(16,1,16,'mail',0,1,'<fb817de2-10c6-48eb-ac1d-1b3475751f65@example.org>','','person9@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(17,1,17,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(18,1,18,'mail',0,1,'<5c799c9f-18f4-40e8-b4e7-5bb1c14e186b@example.org>','','person21@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(19,1,19,'mail',0,1,'<c345db43-1249-4400-9356-f8088427889e@example.org>','','person14@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(20,1,20,'letter',0,1,NULL,'','',NULL,'ready','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'',NULL,NULL,NULL,0,0,'');
INSERT INTO "delivery" VALUES(21,1,21,'mail',0,1,'<bfc6a65d-80f7-4ee1-88ce-53e19472930c@example.org>','','person8@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(22,1,22,'mail',0,1,'<2badeea3-4db1-4dcc-9a15-ea0330f1f81a@example.org>','','person16@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(23,1,23,'mail',0,1,'<30dbd0f8-0193-43a2-8438-a6516a986589@example.org>','','person22@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(24,1,24,'mail',0,1,'<f9abbf61-14b4-47ec-9f10-665ec022c58e@example.org>','','person23@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(25,1,25,'mail',0,1,'<5809a9fe-ba16-4367-b393-a3cd60882ae3@example.org>','','person17@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(26,1,26,'mail',0,1,'<fb987d75-1440-484e-96b3-1b1a936ea8cb@example.org>','','person4@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
INSERT INTO "delivery" VALUES(27,1,27,'mail',0,1,'<50d3ca48-ef16-484a-afda-ee04aafafa9a@example.org>','','person7@example.org',NULL,'sent','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,'','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000',NULL,0,0,'');
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
	CONSTRAINT fk_event_kind_id_kind FOREIGN KEY(kind_id) REFERENCES kind (id) ON DELETE SET NULL, 
	CONSTRAINT uq_event_slug UNIQUE (slug), 
	CONSTRAINT fk_event_venue_id_venue FOREIGN KEY(venue_id) REFERENCES venue (id) ON DELETE SET NULL, 
	CONSTRAINT ck_event_status CHECK (status IN ('draft', 'tentative', 'confirmed', 'cancelled')), 
	CONSTRAINT fk_event_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT ck_event_visibility CHECK (visibility IN ('staff', 'public')), 
	CONSTRAINT uq_event_uid UNIQUE (uid), 
	CONSTRAINT fk_event_part_of_id_event FOREIGN KEY(part_of_id) REFERENCES event (id) ON DELETE SET NULL
);
INSERT INTO "event" VALUES(1,1,1,1,'477fcc1c-bd92-4412-b326-9ca5127ad4b6','frauen-und-ki-2024','iNcfrCQSp8lqDAz1fWRTTp53esc8TKL9','public','confirmed','Europe/Berlin','2024-11-08T08:30','2024-11-08T09:00','2024-11-08T12:30','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees", "easy": "Versammlung f\u00fcr alle Frauen, die bei der Stadt Essen arbeiten"}','{"de": "Frauen und KI", "en": "Women and AI", "easy": "Frauen und K\u00fcnstliche Intelligenz"}','{"de": "K\u00fcnstliche Intelligenz ver\u00e4ndert, wie wir arbeiten. Was hei\u00dft das f\u00fcr Frauen in der Verwaltung?\n\nDie Uhrzeiten in diesem Beispiel sind erfunden.", "en": "Artificial intelligence is changing the way we work. What does that mean for women in administration?\n\nThe times of day in this example are invented."}','{}','2024-09-02 06:00:00.000000',2,'2024-09-02 06:00:00.000000','System',NULL);
INSERT INTO "event" VALUES(2,1,1,1,'d969c5b6-7349-4a81-9041-244e466ac587','versammlung-2027','G8E4PObz3TnJdj9a00WWY5l4mXNQmoH_','staff','tentative','Europe/Berlin','2027-11-12T08:30','2027-11-12T09:00','2027-11-12T12:30','{"de": "Versammlung der weiblichen Besch\u00e4ftigten", "en": "Assembly of Female Employees"}','{"de": "Zeit f\u00fcr F\u00fchrung", "en": "Time to lead"}','{"de": "Diese Versammlung ist ein Beispiel zum Ausprobieren. Alle Angaben lassen sich \u00e4ndern.", "en": "This assembly is an example to try things out. Everything can be changed."}','{}','2026-11-22 09:00:00.000000',2,'2026-11-22 09:00:00.000000','System',NULL);
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
INSERT INTO "feed_key" VALUES(1,1,'2026-11-22 09:00:00.000000','System','Q8V7wvPgAZoxT_EmUibsJG1Z','0a4d687477d0c85aa5d973e00161d5fdd501d025f7950938ad51c3b6cce058b3');
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
	CONSTRAINT uq_invitation_digest UNIQUE (digest), 
	CONSTRAINT fk_invitation_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT ck_invitation_seat CHECK (seat IN ('', 'held', 'waiting', 'offered')), 
	CONSTRAINT uq_invitation_assembly_id UNIQUE (assembly_id, address_key), 
	CONSTRAINT uq_invitation_code_digest UNIQUE (code_digest), 
	CONSTRAINT fk_invitation_employee_id_employee FOREIGN KEY(employee_id) REFERENCES employee (id) ON DELETE SET NULL, 
	CONSTRAINT fk_invitation_assembly_id_event FOREIGN KEY(assembly_id) REFERENCES event (id) ON DELETE CASCADE
);
INSERT INTO "invitation" VALUES(1,2,'Alex Beispiel (Demo)','alex.beispiel@example.org','alex.beispiel@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','JZLvSC9A-fJiAptCYisZwH6C','ab4b67cff92cc0e0816fec8db26eb944c2738492066fbc79ca6e4364d018b924',2,NULL,'','','','6005b859bf9254f2ceb9a268dd7883c6c949651d0cf109b0e0401ed3d089957f',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(2,2,'Robin Muster (Demo)','robin.muster@example.org','robin.muster@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','EhzfDBkqhanmozs2EZUaEsGa','ab9ee54570649418c57dedf613895ea27a74340d3e695ac32a080b19bd334ef5',2,NULL,'','','','5a65de857ca38f2a414c1f5aaab3eeff1e772e3660768a8818c8eb0d26fc07cb',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(3,2,'Charlie Exempel (Demo)','charlie.exempel@example.org','charlie.exempel@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','vDY7TUozsit1JCQsXf3MebvQ','bb3fea666e89ad40d6c8abb4e652bbc4ab827cd2f2125db6899569837ca50e0f',2,NULL,'','','','65886469138088745e14b4f628fbce317972040ebad0b6d83b365b83c6c33139',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(4,2,'Maja van den Berg','','##014b3a3e2b73ba69819b0ae9cc613a64c5b33b26','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','Ozmnxss--ThI4z2UX4L3ElJt','0b44b3f2714585d5e341e29c4a9afe94ef9bf3235d01bc2401d46b0e0e97af5d',2,10,'Amt für Soziales','Betriebshof Nord','Betriebshof Nord
Zimmer 110','2ca53ef207147580d3039dde868093307820e06f0ce68e6d19dc1451cc38d49b',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(5,2,'Łucja Šarūnaitė','','##dd4d140fce397e3d02605b83a82237b41a9759da','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','olHSI7vrKJh92zx103NKLJ_6','799ba9f37b2b2be1289a45acc8efbd41404deeff1d97af4c4ea57d08169e0f04',2,15,'Amt für Soziales','Rathaus','Rathaus
Zimmer 115','149d2f3fec8e08f9e6de98d424061bfc61c5f4b281754c8a6eb103996ac5a9a0',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(6,2,'Željka Yılmaz','person18@example.org','person18@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','yUDGvGpgV9sDlLLIM5uSSIDp','9a44ba7a6135d25e9b1035e4e506c82265472e9f85660c8fee2c7a6daec38114',2,18,'Amt für Soziales','Haus der Technik','','d5946a19da1941a6e244d0a03a0a0928584cc574e559da12adf66f69114ebb3d',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(7,2,'Mareike Šarūnaitė','person12@example.org','person12@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','8RUgOWMOKFIB2XbS-Mw3EnfO','3c2a72cf2743b0b9981ef925d8b015ca0c3848a5efe0fa12b531eb143292ecb5',2,12,'Bürgeramt','Haus der Technik','','fec820d97bc770e67f72cfd6ccbd09df1dce13357f1cfe66661691b024b07224',0,'ACCEPTED','2026-11-22 09:00:00.000000','online','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(8,2,'Søren Strauß','person11@example.org','person11@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','hGUT1G3sEjPZy0T-KnUssdZ8','a3bcfc80a9edaabc71680c69579fa28bb44e85bc2b3e9dd80f35d55bb09c9b86',2,11,'Bürgeramt','Betriebshof Nord','','4d1a88d059f4e4125d45c18913d67e16e2461671279f977eaa515ef2671df227',0,'DECLINED','2026-11-22 09:00:00.000000','','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(9,2,'Uta Næss','person13@example.org','person13@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','PHbFhqy_kSo5MezBoQ7_xfGQ','19955cbbcace3620b2eb3265141e09bba0b1b89be9a29c689b4d73c041f4f2a3',2,13,'Bürgeramt','Kulturforum','','6e00f696565794f0eb895ab83c5650640b6226e809d9ecc8fb0a8e9734bf73cf',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(10,2,'فاطمة Yılmaz','person1@example.org','person1@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','334QB8y_Hr1gCUW-5kdH4QyW','45ec4c0dcb28129d072cc3daa0e06f30ae66d5f40e3e9d753039149a55cd6909',2,1,'Bürgeramt','Stadthaus','','dac8f77a474316bf71fdaa1c2ce27450e1af921698abb467584013649d685c18',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(11,2,'Dilara Öztürk','person6@example.org','person6@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','rJf99fU9gGCx-RCZ9tFNdd9S','2ad2285b03fa47988823811c29717f3e1c7a58e23efe6e22786171c63387ac91',2,6,'Grünflächen und Friedhöfe','Stadthaus','','2d8aa23c1d1661fb95486363127e03b0937671c76f3797f748a81af4d7dfab35',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(12,2,'Dilara d''Angelo','person19@example.org','person19@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','v8nec_afCPtwk4yWfmgV0lal','b3080233abcaa7e9677ce7b457e787328bcefec6192d33b4df80a4850461d926',2,19,'Jugendamt','Betriebshof Nord','','85eff9eff1977f2c55c45f160997afc978f49bd3df2eafa9646a832c7ae8a620',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(13,2,'Jördis Strauß','person2@example.org','person2@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','0mlsctvNzFSdgS9T0Yf9vgHJ','ad64114d5545c6215a101165d6884d71920b582fc2683c066340d518df4e7388',2,2,'Jugendamt','Stadthaus','','0c74b21ae3772c9985685be57fefa051ca4883e112477c526af8ddc984837d28',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(14,2,'Jördis van den Berg','person3@example.org','person3@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','ddm_Qc5kkmkAWjbxyS-Wfkgf','add688fb2ea8460f104b96884c03486c53288a2ce6b6bba09f61710990b52943',2,3,'Jugendamt','Kulturforum','','fb4903a1ff037281ed1823624cd1a53b6818c939b1db6b0accd75f17f61deaac',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(15,2,'Nguyễn Thị Ţepeş','person24@example.org','person24@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','qvCdfRPlsBu_CqqrUypl8R7A','540768919bf9f7c04f3440df5752a20e7b93183cbf386e4abab14d5b2659fb5b',2,24,'Jugendamt','Haus der Technik','','40d7f1e8a4cdd508e98c720497c5924fd3d488052d2f60ddbdec44ecefe04ff9',0,'DECLINED','2026-11-22 09:00:00.000000','','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(16,2,'İpek Åkesson','person9@example.org','person9@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','sMuaaSERVuleID4fcp3GrfRu','fba0f76d4ea4b677e58f49a612dc8a6bed7df9b56ea389ddc0435ba6405ad4da',2,9,'Jugendamt','Betriebshof Nord','','566cff562a769a36b9ea8d5f7df34b77565afc5f29655dbf4b260ceae8698135',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(17,2,'Ελένη van den Berg','','##ff20f91a74d044d7e1bd663cf71d492f0d705e64','frau','de',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','sRK3-0ghoCGMGdFfSqbPV-0z','e186f44ce4d47b30ae368efc25bcd9e37895b1c17ee7793969dc88e44f3eb8b5',2,5,'Jugendamt','Betriebshof Nord','Betriebshof Nord
Zimmer 105','10f566eb3490a9a560af5a11e588db4b2f6ce3a9a174b8fd9e244ed02c707e68',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(18,2,'Maja van den Berg','person21@example.org','person21@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','bmZ18kHSw75FyoXCirRD0bh5','5dae0d77bfcaae86246b562d4d6f7196aacd9803e99aa028c25df9e2e48a77df',2,21,'Kulturbüro','Haus der Technik','','1531b785c699605dfc2b27d3645d75525579582b193d548b5eba8b43ab8301ee',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(19,2,'Elif Öztürk','person14@example.org','person14@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','X8_ra5A23gqxS3uVogMaq4TO','75f055c5250010ea0070c85e98d330360522558ff231a32138c21e2b58305b86',2,14,'Kämmerei','Rathaus','','6726e1e2bb8bfe1ba8680daf095ceaacdc6bd0d681a11eaaf39b8478d13002ef',0,'ACCEPTED','2026-11-22 09:00:00.000000','online','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(20,2,'Sofía Mai','','##ed79b09aa182fa570054f00dbbc58a590106494c','neutral','en',0,'2026-11-22 09:00:00.000000',NULL,NULL,NULL,NULL,'2026-11-22 09:00:00.000000','System','meb9pXwnB96u0RbRYy0F2gzM','b70a97af7eee32ec0db9519ee01b6fa4988aca9a3de7b4727525c3fe3ac6490f',2,20,'Kämmerei','Stadthaus','Stadthaus
Zimmer 120','142df39d7ecfece00c30c1da955f5f6fd1f36e25431c4967cba6a475ccfc9f8d',0,NULL,NULL,'','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(21,2,'李 الحسن','person8@example.org','person8@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','tQ8bgDzB2yEtmsgkGbFciIor','2784cc2efe9e48ce2f3b93580df5dc804e23f0eed6f44f258b2aa2140b3da316',2,8,'Kämmerei','Stadthaus','','6e09df4947cf19a2e139d01d5421df8b4b2e8ce5c3b73e4a47d428867f12ccfd',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(22,2,'Heike Yılmaz','person16@example.org','person16@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','kE1HsnA4EM_u69nXQcGhjM1S','879dff37e9e4627b6e44107974399fe271bd61ef27afb7f7906b97bfa04024a4',2,16,'Ordnungsamt','Rathaus','','88e7a48f3bc1d5d4264cca5c3b7f5d8a1b535c208c7b98fed9b8977722780fae',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(23,2,'Maja Ó Briain','person22@example.org','person22@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','LL-tyo7g39Z1pslti-PZix3g','57130695943804b6091297d4a6f7522064c5764b344eeaf44bfa679db010b4e0',2,22,'Personal und Organisation','Rathaus','','364d3a190671d615efb313c9b653e473868f81f0a566531d3f791e6ad95546a0',0,'DECLINED','2026-11-22 09:00:00.000000','','',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(24,2,'Uta Παπαδοπούλου','person23@example.org','person23@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','QxxHMpuROKuQOsRcqG5FLAx8','5c51ee830ac1f8bfab0be08c9a9b4794e91f3c394032e5ee271c5a611452ed99',2,23,'Schulverwaltungsamt','Kulturforum','','3e81ed172016cc65240c1bc47ccc46b97685be54c9a9a6e2bdd1b5a5fe32a927',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(25,2,'Zoë O''Connor','person17@example.org','person17@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','1bw271VSsWE2_gOmfbHCdlgk','745c44ebdbbc70ea31db833c783c57ecd6aa9466029e6a9ef87c0fc70974aaff',2,17,'Schulverwaltungsamt','Rathaus','','170f04c95f707457615baafe8b373c9a8e69440a8c3d06c0632336cdd26ad36d',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(26,2,'Ελένη Muster','person4@example.org','person4@example.org','frau','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','FahwhaKT-ujOsZ9nUMwzXCnb','7216b51640942c519011ad3da50e5772c1adae7626a360d8b64143efc7f4c92c',2,4,'Schulverwaltungsamt','Kulturforum','','eac086a3a3482805f059fba8ebfcfcad8e59f55c77475e03bb7614efca796967',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
INSERT INTO "invitation" VALUES(27,2,'Ida Schmidt','person7@example.org','person7@example.org','neutral','de',0,'2026-11-22 09:00:00.000000',NULL,0,'PUBLISH','2026-11-22 09:00:00.000000','2026-11-22 09:00:00.000000','System','NVhgJkgm8ztFTfpDH6KQCurt','e5a3520d1a38750ff4f4d3a4290bf4d54857b31f69db1f159d98fbe880eec1cf',2,7,'Stadtbibliothek','Betriebshof Nord','','313e9e194d36e136f974bfe3221d1877bb5554d108edfe4fbd136c3225ff439f',0,'ACCEPTED','2026-11-22 09:00:00.000000','hall','held',NULL,NULL,NULL);
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
INSERT INTO "membership" VALUES(2,2,1,'approver','');
INSERT INTO "membership" VALUES(3,2,1,'reader','');
INSERT INTO "membership" VALUES(4,3,1,'needs','');
INSERT INTO "membership" VALUES(5,4,2,'planner','');
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
CREATE TABLE operation (
	id INTEGER NOT NULL, 
	mail_held_at DATETIME, 
	restored_from VARCHAR(200) NOT NULL, 
	forgotten_at DATETIME, 
	CONSTRAINT pk_operation PRIMARY KEY (id)
);
INSERT INTO "operation" VALUES(1,NULL,'',NULL);
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
CREATE TABLE page (
	id INTEGER NOT NULL, 
	name VARCHAR(30) NOT NULL, 
	body JSON NOT NULL, 
	facts JSON NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_page PRIMARY KEY (id), 
	CONSTRAINT uq_page_name UNIQUE (name)
);
CREATE TABLE passkey (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	credential_id BLOB NOT NULL, 
	public_key BLOB NOT NULL, 
	sign_count INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	created_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_passkey PRIMARY KEY (id), 
	CONSTRAINT fk_passkey_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE, 
	CONSTRAINT uq_passkey_credential_id UNIQUE (credential_id)
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
CREATE TABLE photo_consent (
	id INTEGER NOT NULL, 
	event_id INTEGER NOT NULL, 
	invitation_id INTEGER, 
	name VARCHAR(200) NOT NULL, 
	channels JSON NOT NULL, 
	given_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_photo_consent PRIMARY KEY (id), 
	CONSTRAINT fk_photo_consent_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_photo_consent_invitation_id_invitation FOREIGN KEY(invitation_id) REFERENCES invitation (id) ON DELETE SET NULL, 
	CONSTRAINT uq_photo_consent_invitation_id UNIQUE (invitation_id)
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
INSERT INTO "program_item" VALUES(1,1,'aaf3cc5a-9901-4e52-b4cc-3a0f601b24d7',0,'welcome','{"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}','{}',15,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(2,1,'dea11b3d-0853-44b3-9f1d-6f8474a72a3e',1,'keynote','{"de": "KI, inspire me! Von Chancen, Wundern und anderen \u00dcberraschungen aus der Mensch-KI-Symbiose", "en": "AI, inspire me! On chances, wonders and other surprises from the symbiosis of humans and AI"}','{}',60,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(3,1,'41b6bea0-a256-423a-b34a-dbdfe7767406',2,'break','{"de": "Pause", "en": "Break", "easy": "Pause"}','{}',30,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(4,1,'d8f4be25-1915-41be-bf8c-7eea52b17a6f',3,'talk_round','{"de": "Personalmanagement mit KI", "en": "Personnel management with AI"}','{}',75,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(5,1,'9305b5d4-d9e3-4ece-b5b5-4b2b0259cd73',4,'closing','{"de": "Ausblick und Schlusswort", "en": "Outlook and closing words"}','{}',30,NULL,'','2024-09-02 06:00:00.000000',1,'2024-09-02 06:00:00.000000','System');
INSERT INTO "program_item" VALUES(6,2,'e59769d1-0f82-4b90-8876-2701786349e5',0,'welcome','{"de": "Begr\u00fc\u00dfung", "en": "Welcome", "easy": "Begr\u00fc\u00dfung"}','{}',20,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(7,2,'5f318df8-aed5-4e8f-baa3-f44b81bc6ca8',1,'report','{"de": "Bericht der Gleichstellungsstelle", "en": "Report of the Equality Office"}','{}',70,NULL,'','2026-11-22 09:00:00.000000',2,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(8,2,'630956e7-89f0-4b3f-ad12-f0c94fa5645c',2,'talk_round','{"de": "F\u00fchren in Teilzeit", "en": "Leading part-time"}','{}',45,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(9,2,'095913b8-4979-477d-830e-8a531e0cccef',3,'break','{"de": "Pause", "en": "Break", "easy": "Pause"}','{}',30,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(10,2,'3018c3bb-670c-4259-be06-39477ac9c79c',4,'questions','{"de": "Ihre Fragen", "en": "Your questions"}','{}',45,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
INSERT INTO "program_item" VALUES(11,2,'3558f41a-a2b3-44e6-9ecc-07df95cdfe6e',5,'closing','{"de": "Ausblick und Schlusswort", "en": "Outlook and closing words"}','{}',15,NULL,'','2026-11-22 09:00:00.000000',1,'2026-11-22 09:00:00.000000','System');
CREATE TABLE publication (
	id INTEGER NOT NULL, 
	stamp INTEGER NOT NULL, moved_at DATETIME, 
	CONSTRAINT pk_publication PRIMARY KEY (id)
);
INSERT INTO "publication" VALUES(1,3,'2026-11-22 09:00:00.000000');
CREATE TABLE recovery_code (
	id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	code_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (id), 
	CONSTRAINT fk_recovery_code_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE relay_state (
	id INTEGER NOT NULL, 
	free_at DATETIME, 
	failure VARCHAR(300) NOT NULL, 
	failed_at DATETIME, 
	CONSTRAINT pk_relay_state PRIMARY KEY (id)
);
CREATE TABLE retention_rule (
	id INTEGER NOT NULL, 
	organizer_id INTEGER NOT NULL, 
	event_id INTEGER, 
	subject VARCHAR(30) NOT NULL, 
	days INTEGER NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	revision INTEGER NOT NULL, 
	updated_at DATETIME NOT NULL, 
	updated_by VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_retention_rule PRIMARY KEY (id), 
	CONSTRAINT ck_retention_rule_days CHECK (days >= 0), 
	CONSTRAINT fk_retention_rule_event_id_event FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE, 
	CONSTRAINT fk_retention_rule_organizer_id_organizer FOREIGN KEY(organizer_id) REFERENCES organizer (id) ON DELETE CASCADE, 
	CONSTRAINT uq_retention_rule_organizer_id UNIQUE (organizer_id, event_id, subject)
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
INSERT INTO "speaker_link" VALUES(1,3,'2026-11-22 09:00:00.000000','System','l4GF_3vEdob9y7HAsbfqp8gH','30de100a29b715698464d3d45071b221175d66148dbac1b4a278632141823a97');
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
CREATE TABLE video (
	id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	media_type VARCHAR(40) NOT NULL, 
	content BLOB NOT NULL, 
	added_at DATETIME NOT NULL, 
	CONSTRAINT pk_video PRIMARY KEY (id), 
	CONSTRAINT uq_video_digest UNIQUE (digest)
);
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
CREATE INDEX ix_announced_edition_secret ON announced_edition (secret);
CREATE INDEX ix_announced_edition_event_id ON announced_edition (event_id);
CREATE INDEX ix_announced_edition_slug ON announced_edition (slug);
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
CREATE INDEX ix_audit_entry_event_id ON audit_entry (event_id);
CREATE INDEX ix_audit_entry_happened_at ON audit_entry (happened_at);
CREATE INDEX ix_audit_entry_organizer_id ON audit_entry (organizer_id);
CREATE INDEX ix_passkey_account_id ON passkey (account_id);
CREATE INDEX ix_recovery_code_account_id ON recovery_code (account_id);
CREATE INDEX ix_retention_rule_event_id ON retention_rule (event_id);
CREATE INDEX ix_photo_consent_event_id ON photo_consent (event_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('delivery',27);
INSERT INTO "sqlite_sequence" VALUES('venue',1);
INSERT INTO "sqlite_sequence" VALUES('speaker',4);
INSERT INTO "sqlite_sequence" VALUES('program_item',11);
INSERT INTO "sqlite_sequence" VALUES('staff_list',1);
INSERT INTO "sqlite_sequence" VALUES('employee',24);
INSERT INTO "sqlite_sequence" VALUES('mailing',2);
INSERT INTO "sqlite_sequence" VALUES('busy_calendar',1);
INSERT INTO "sqlite_sequence" VALUES('audit_entry',57);
COMMIT;
