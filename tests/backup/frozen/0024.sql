BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0024');
CREATE TABLE answer (
	topic_id INTEGER NOT NULL, 
	reply_id INTEGER NOT NULL, 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (topic_id), 
	CONSTRAINT fk_answer_user_id FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT fk_answer_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE CASCADE, 
	CONSTRAINT fk_answer_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE
);
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id)
);
CREATE TABLE backup_run (
	day VARCHAR(10) NOT NULL, 
	begun_at DATETIME NOT NULL, 
	holder VARCHAR(40) NOT NULL, 
	held_until DATETIME NOT NULL, 
	done_at DATETIME, 
	attempts INTEGER NOT NULL, 
	path VARCHAR(1000) NOT NULL, 
	size BIGINT NOT NULL, 
	trouble VARCHAR(1000) NOT NULL, 
	CONSTRAINT pk_backup_run PRIMARY KEY (day)
);
CREATE TABLE block (
	user_id INTEGER NOT NULL, 
	until DATETIME, 
	reason VARCHAR(500) NOT NULL, 
	own_talk BOOLEAN NOT NULL, 
	by_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_block PRIMARY KEY (user_id), 
	CONSTRAINT fk_block_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT fk_block_by_id FOREIGN KEY(by_id) REFERENCES user (id) ON DELETE SET NULL
);
INSERT INTO "block" VALUES(3,NULL,'Klotter',1,2,'2026-11-22 15:40:50.865594');
CREATE TABLE concern (
	kind VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	entry_id INTEGER NOT NULL, 
	CONSTRAINT pk_concern PRIMARY KEY (kind, number, name, entry_id), 
	CONSTRAINT fk_concern_entry_id FOREIGN KEY(entry_id) REFERENCES journal (id) ON DELETE CASCADE
);
CREATE TABLE confirmation (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	municipality_code VARCHAR(4), 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_confirmation PRIMARY KEY (id), 
	CONSTRAINT fk_confirmation_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_confirmation_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE contact (
	page_id INTEGER NOT NULL, 
	role VARCHAR(80) NOT NULL, 
	mailbox VARCHAR(254), 
	user_id INTEGER, 
	CONSTRAINT pk_contact PRIMARY KEY (page_id), 
	CONSTRAINT fk_contact_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_contact_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE courier (
	name VARCHAR(20) NOT NULL, 
	entry_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	holder VARCHAR(40) NOT NULL, 
	held_until DATETIME, 
	looked_at DATETIME, 
	CONSTRAINT pk_courier PRIMARY KEY (name)
);
INSERT INTO "courier" VALUES('notices',0,0,'',NULL,NULL);
CREATE TABLE draft (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	namespace VARCHAR(20) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	section VARCHAR(600) NOT NULL, 
	base INTEGER, 
	text TEXT NOT NULL, 
	summary VARCHAR(1000) NOT NULL, 
	minor BOOLEAN NOT NULL, 
	hand VARCHAR(40) NOT NULL, 
	number INTEGER NOT NULL, 
	changed_at DATETIME NOT NULL, 
	thrown_at DATETIME, 
	CONSTRAINT pk_draft PRIMARY KEY (id), 
	CONSTRAINT fk_draft_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE example (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	anchor VARCHAR(600) NOT NULL, 
	title VARCHAR(600) NOT NULL, 
	owner_namespace VARCHAR(20) NOT NULL, 
	owner_title VARCHAR(255) NOT NULL, 
	owner_sort_key VARCHAR(600) NOT NULL, 
	municipality_code VARCHAR(4), 
	status VARCHAR(20) NOT NULL, 
	rank INTEGER NOT NULL, 
	areas JSON NOT NULL, 
	first_year INTEGER, 
	last_year INTEGER, 
	lead VARCHAR(600) NOT NULL, 
	lesson VARCHAR(600) NOT NULL, 
	language VARCHAR(16), 
	grew_from VARCHAR(600), 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_example PRIMARY KEY (id), 
	CONSTRAINT fk_example_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO "example" VALUES(1,1,0,'MISTEL','MISTEL','municipality','Uddevalla','uddevalla','1485','',0,'[]',NULL,NULL,'Vi gör som i Pilot, sedan 2024.','',NULL,NULL,'2026-11-22 15:40:47.826184','2026-11-22 15:40:47.828420');
CREATE TABLE example_support (
	example_id INTEGER NOT NULL, 
	namespace VARCHAR(20) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	"before" VARCHAR(600) NOT NULL, 
	label VARCHAR(600) NOT NULL, 
	"after" VARCHAR(600) NOT NULL, 
	CONSTRAINT pk_example_support PRIMARY KEY (example_id, namespace, title), 
	CONSTRAINT fk_example_support_example_id FOREIGN KEY(example_id) REFERENCES example (id) ON DELETE CASCADE
);
INSERT INTO "example_support" VALUES(1,'main','Pilot','Vi gör som i ','Pilot',', sedan 2024.');
CREATE TABLE example_theme (
	example_id INTEGER NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	CONSTRAINT pk_example_theme PRIMARY KEY (example_id, title), 
	CONSTRAINT fk_example_theme_example_id FOREIGN KEY(example_id) REFERENCES example (id) ON DELETE CASCADE
);
CREATE TABLE external_address (
	id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	url VARCHAR(2000) NOT NULL, 
	host VARCHAR(255) NOT NULL, 
	due_at DATETIME, 
	checked_at DATETIME, 
	status INTEGER, 
	fault VARCHAR(20) NOT NULL, 
	leads_to VARCHAR(2000) NOT NULL, 
	failures INTEGER NOT NULL, 
	failing_since DATETIME, 
	CONSTRAINT pk_external_address PRIMARY KEY (id), 
	CONSTRAINT uq_external_address_digest UNIQUE (digest)
);
CREATE TABLE external_host (
	host VARCHAR(255) NOT NULL, 
	free_at DATETIME NOT NULL, 
	CONSTRAINT pk_external_host PRIMARY KEY (host)
);
CREATE TABLE external_use (
	page_id INTEGER NOT NULL, 
	address_id INTEGER NOT NULL, 
	CONSTRAINT pk_external_use PRIMARY KEY (page_id, address_id), 
	CONSTRAINT fk_external_use_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_external_use_address_id FOREIGN KEY(address_id) REFERENCES external_address (id) ON DELETE CASCADE
);
CREATE TABLE "file" (
	id INTEGER NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	current_version_id INTEGER, 
	created_at DATETIME NOT NULL, 
	removed_with INTEGER, 
	CONSTRAINT pk_file PRIMARY KEY (id)
);
CREATE TABLE file_version (
	id INTEGER NOT NULL, 
	file_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	checksum VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	media_type VARCHAR(100) NOT NULL, 
	extension VARCHAR(10) NOT NULL, 
	width INTEGER, 
	height INTEGER, 
	text TEXT NOT NULL, 
	comment VARCHAR(1000) NOT NULL, 
	uploader_id INTEGER, 
	municipality_code VARCHAR(4), 
	uploaded_at DATETIME NOT NULL, 
	CONSTRAINT pk_file_version PRIMARY KEY (id), 
	CONSTRAINT fk_file_version_file_id FOREIGN KEY(file_id) REFERENCES file (id), 
	CONSTRAINT fk_file_version_uploader_id FOREIGN KEY(uploader_id) REFERENCES user (id), 
	CONSTRAINT uq_file_version_file_id_number UNIQUE (file_id, number)
);
CREATE TABLE hidden_likeness (
	page_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	anchor VARCHAR(600) NOT NULL, 
	municipality_code VARCHAR(4), 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_hidden_likeness PRIMARY KEY (page_id, other_id, anchor), 
	CONSTRAINT fk_hidden_likeness_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_hidden_likeness_user_id FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT fk_hidden_likeness_other_id FOREIGN KEY(other_id) REFERENCES page (id) ON DELETE CASCADE
);
CREATE TABLE hidden_reply (
	reply_id INTEGER NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	title VARCHAR(200), 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_hidden_reply PRIMARY KEY (reply_id), 
	CONSTRAINT fk_hidden_reply_user_id FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT fk_hidden_reply_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE
);
CREATE TABLE hidden_revision (
	revision_id INTEGER NOT NULL, 
	part VARCHAR(10) NOT NULL, 
	at DATETIME NOT NULL, 
	by_id INTEGER, 
	reason VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_hidden_revision PRIMARY KEY (revision_id, part), 
	CONSTRAINT fk_hidden_revision_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_hidden_revision_by_id FOREIGN KEY(by_id) REFERENCES user (id)
);
INSERT INTO "hidden_revision" VALUES(1,'summary','2026-11-22 15:40:50.739535',2,'En personuppgift');
CREATE TABLE import_run (
	id INTEGER NOT NULL, 
	wiki_id INTEGER, 
	file VARCHAR(255) NOT NULL, 
	options JSON NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	asked_by INTEGER, 
	asked_at DATETIME NOT NULL, 
	began_at DATETIME, 
	seen_at DATETIME, 
	ended_at DATETIME, 
	share FLOAT NOT NULL, 
	counts JSON NOT NULL, 
	trouble VARCHAR(600) NOT NULL, 
	CONSTRAINT pk_import_run PRIMARY KEY (id), 
	CONSTRAINT fk_import_run_wiki_id FOREIGN KEY(wiki_id) REFERENCES old_wiki (id) ON DELETE SET NULL, 
	CONSTRAINT fk_import_run_asked_by FOREIGN KEY(asked_by) REFERENCES user (id)
);
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	actor_id INTEGER, 
	municipality_code VARCHAR(4), 
	namespace VARCHAR(20) NOT NULL, 
	name VARCHAR(600) NOT NULL, 
	page_id INTEGER, 
	revision_id INTEGER, 
	topic_id INTEGER, 
	reply_id INTEGER, 
	summary VARCHAR(1000) NOT NULL, 
	minor BOOLEAN NOT NULL, 
	size_change INTEGER NOT NULL, brought_in BOOLEAN DEFAULT 0 NOT NULL, newcomer BOOLEAN DEFAULT 0 NOT NULL, details JSON, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT fk_journal_actor_id FOREIGN KEY(actor_id) REFERENCES user (id), 
	CONSTRAINT fk_journal_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);
INSERT INTO "journal" VALUES(1,'2026-11-22 15:40:40.429927','register',1,'1485','user','Användare:Asta',NULL,NULL,NULL,NULL,'',0,0,0,1,NULL);
INSERT INTO "journal" VALUES(2,'2026-11-22 15:40:42.888646','register',2,NULL,'user','Användare:Greta',NULL,NULL,NULL,NULL,'',0,0,0,0,NULL);
INSERT INTO "journal" VALUES(3,'2026-11-22 15:40:45.482373','register',3,NULL,'user','Användare:Nils',NULL,NULL,NULL,NULL,'',0,0,0,1,NULL);
INSERT INTO "journal" VALUES(4,'2026-11-22 15:40:47.828420','create',6,NULL,'municipality','Kommun:Uddevalla',1,1,NULL,NULL,'',0,47,1,0,'{"hidden": ["summary"], "kept": {"summary": "", "actor_id": 6, "municipality_code": null}}');
INSERT INTO "journal" VALUES(5,'2026-11-22 15:40:47.857621','create',6,NULL,'template','Mall:Ruta',2,2,NULL,NULL,'',0,12,1,0,NULL);
INSERT INTO "journal" VALUES(6,'2026-11-22 15:40:47.861440','create',6,NULL,'main','Borttagen',3,3,NULL,NULL,'',0,27,1,0,NULL);
INSERT INTO "journal" VALUES(7,'2026-11-22 15:40:47.864563','create',6,NULL,'main','Försök',4,4,NULL,NULL,'',0,20,1,0,NULL);
INSERT INTO "journal" VALUES(8,'2017-09-28 08:03:00.000000','create',4,NULL,'main','Pilot',5,5,NULL,NULL,'Ny sida',0,22,1,0,NULL);
INSERT INTO "journal" VALUES(9,'2017-10-05 19:58:00.000000','edit',5,'1380','main','Pilot',5,6,NULL,NULL,'Flyttade in',0,52,1,0,NULL);
INSERT INTO "journal" VALUES(10,'2026-10-01 10:00:00.000000','topic',4,NULL,'main','Pilot',5,NULL,1,1,'Hur gick det?',0,0,1,0,NULL);
INSERT INTO "journal" VALUES(11,'2026-11-22 15:40:50.649560','delete',2,NULL,'main','Borttagen',3,NULL,NULL,NULL,'Behövs inte',0,0,0,0,'{}');
INSERT INTO "journal" VALUES(12,'2026-11-22 15:40:50.739535','conceal',2,NULL,'municipality','Kommun:Uddevalla',1,NULL,NULL,NULL,'En personuppgift',0,0,0,0,'{"revision": 1, "parts": ["summary"]}');
INSERT INTO "journal" VALUES(13,'2026-11-22 15:40:50.847144','create',2,NULL,'user','Användare:Nils',6,7,NULL,NULL,'en sida att samtala på',0,57,0,0,NULL);
INSERT INTO "journal" VALUES(14,'2026-11-22 15:40:50.865673','block',2,NULL,'user','Användare:Nils',NULL,NULL,NULL,NULL,'Klotter',0,0,0,0,'{"until": null, "own_talk": true}');
CREATE TABLE letter (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	pace VARCHAR(8) NOT NULL, 
	message_id VARCHAR(255) NOT NULL, 
	made_at DATETIME NOT NULL, 
	since DATETIME NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	holder VARCHAR(32) NOT NULL, 
	held_until DATETIME, 
	handed_at DATETIME, 
	done_at DATETIME, 
	answer VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT fk_letter_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT uq_letter_message_id UNIQUE (message_id)
);
CREATE TABLE letter_bounce (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	address VARCHAR(254) NOT NULL, 
	at DATETIME NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	report VARCHAR(255), 
	CONSTRAINT pk_letter_bounce PRIMARY KEY (id), 
	CONSTRAINT fk_letter_bounce_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT uq_letter_bounce_report UNIQUE (report)
);
CREATE TABLE letter_notice (
	letter_id INTEGER NOT NULL, 
	notice_id INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_letter_notice PRIMARY KEY (letter_id, notice_id), 
	CONSTRAINT fk_letter_notice_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id) ON DELETE CASCADE, 
	CONSTRAINT fk_letter_notice_notice_id FOREIGN KEY(notice_id) REFERENCES notice (id) ON DELETE CASCADE
);
CREATE TABLE letter_pause (
	user_id INTEGER NOT NULL, 
	address VARCHAR(254) NOT NULL, 
	at DATETIME NOT NULL, 
	reason VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_letter_pause PRIMARY KEY (user_id), 
	CONSTRAINT fk_letter_pause_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE letter_rhythm (
	user_id INTEGER NOT NULL, 
	weekday INTEGER NOT NULL, 
	hour INTEGER NOT NULL, 
	next_daily_at DATETIME NOT NULL, 
	next_weekly_at DATETIME NOT NULL, 
	weekly_from DATETIME NOT NULL, 
	told_from DATETIME NOT NULL, 
	CONSTRAINT pk_letter_rhythm PRIMARY KEY (user_id), 
	CONSTRAINT fk_letter_rhythm_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE letter_stop (
	user_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_letter_stop PRIMARY KEY (user_id), 
	CONSTRAINT fk_letter_stop_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE letter_unsubscription (
	user_id INTEGER NOT NULL, 
	what VARCHAR(30) NOT NULL, 
	at DATETIME NOT NULL, 
	"before" JSON NOT NULL, 
	CONSTRAINT pk_letter_unsubscription PRIMARY KEY (user_id, what), 
	CONSTRAINT fk_letter_unsubscription_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE letter_wish (
	user_id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	pace VARCHAR(8) NOT NULL, 
	CONSTRAINT pk_letter_wish PRIMARY KEY (user_id, kind), 
	CONSTRAINT fk_letter_wish_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE link (
	page_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	target_namespace VARCHAR(20) NOT NULL, 
	target_title VARCHAR(255) NOT NULL, 
	fragment VARCHAR(300) NOT NULL, 
	label VARCHAR(600) NOT NULL, 
	heading VARCHAR(600) NOT NULL, 
	anchor VARCHAR(600) NOT NULL, 
	"before" VARCHAR(600) NOT NULL, 
	"after" VARCHAR(600) NOT NULL, sort_key VARCHAR(600) DEFAULT '' NOT NULL, revision_id INTEGER, 
	CONSTRAINT pk_link PRIMARY KEY (page_id, number), 
	CONSTRAINT fk_link_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO "link" VALUES(1,0,'link','main','Pilot','','Pilot','MISTEL','MISTEL','Vi gör som i ',', sedan 2024.','',NULL);
INSERT INTO "link" VALUES(4,0,'redirect','main','Pilot','','','','','','','',NULL);
INSERT INTO "link" VALUES(5,0,'link','municipality','Uddevalla','','Kommun:Uddevalla','','','Som i ','.','',NULL);
INSERT INTO "link" VALUES(5,1,'category','category','Prov','','','','','','','1pilot',NULL);
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	about VARCHAR(80) NOT NULL, 
	page_id INTEGER, 
	topic_id INTEGER, 
	reply_id INTEGER, 
	entry_id INTEGER, 
	first_entry_id INTEGER, 
	actor_id INTEGER, 
	made_at DATETIME NOT NULL, 
	seen_at DATETIME, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT fk_notice_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notice_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notice_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notice_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE, 
	CONSTRAINT fk_notice_actor_id FOREIGN KEY(actor_id) REFERENCES user (id) ON DELETE SET NULL
);
CREATE TABLE old_note (
	id INTEGER NOT NULL, 
	wiki_id INTEGER NOT NULL, 
	page_number INTEGER, 
	title VARCHAR(600) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	line INTEGER NOT NULL, 
	msgid VARCHAR(300) NOT NULL, 
	params JSON NOT NULL, 
	excerpt VARCHAR(600) NOT NULL, 
	CONSTRAINT pk_old_note PRIMARY KEY (id), 
	CONSTRAINT fk_old_note_wiki_id FOREIGN KEY(wiki_id) REFERENCES old_wiki (id) ON DELETE CASCADE
);
CREATE TABLE old_page (
	wiki_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	title VARCHAR(600) NOT NULL, 
	namespace VARCHAR(20) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	is_talk BOOLEAN NOT NULL, 
	page_id INTEGER, 
	last_revision_id INTEGER, 
	is_done BOOLEAN NOT NULL, 
	CONSTRAINT pk_old_page PRIMARY KEY (wiki_id, number), 
	CONSTRAINT fk_old_page_wiki_id FOREIGN KEY(wiki_id) REFERENCES old_wiki (id) ON DELETE CASCADE, 
	CONSTRAINT fk_old_page_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE SET NULL
);
CREATE TABLE old_revision (
	id INTEGER NOT NULL, 
	wiki_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	page_number INTEGER NOT NULL, 
	revision_id INTEGER, 
	contributor VARCHAR(255) NOT NULL, 
	written_at DATETIME NOT NULL, 
	comment TEXT NOT NULL, 
	model VARCHAR(40) NOT NULL, 
	sha1 VARCHAR(40) NOT NULL, 
	text BLOB, 
	CONSTRAINT pk_old_revision PRIMARY KEY (id), 
	CONSTRAINT fk_old_revision_wiki_id FOREIGN KEY(wiki_id) REFERENCES old_wiki (id) ON DELETE CASCADE, 
	CONSTRAINT fk_old_revision_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE SET NULL, 
	CONSTRAINT uq_old_revision_wiki_id_number UNIQUE (wiki_id, number)
);
CREATE TABLE old_user (
	wiki_id INTEGER NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	user_id INTEGER NOT NULL, 
	CONSTRAINT pk_old_user PRIMARY KEY (wiki_id, name), 
	CONSTRAINT fk_old_user_wiki_id FOREIGN KEY(wiki_id) REFERENCES old_wiki (id) ON DELETE CASCADE, 
	CONSTRAINT fk_old_user_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE old_wiki (
	id INTEGER NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	base VARCHAR(600) NOT NULL, 
	namespaces JSON NOT NULL, 
	chosen JSON NOT NULL, 
	CONSTRAINT pk_old_wiki PRIMARY KEY (id), 
	CONSTRAINT uq_old_wiki_key UNIQUE ("key")
);
CREATE TABLE "page" (
	id INTEGER NOT NULL, 
	namespace VARCHAR(20) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	sort_key VARCHAR(600) NOT NULL, 
	created_at DATETIME NOT NULL, 
	current_revision_id INTEGER, 
	changed_at DATETIME NOT NULL, 
	size INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	language VARCHAR(16), 
	lead VARCHAR(600) NOT NULL, 
	redirect_to VARCHAR(600), 
	fields JSON NOT NULL, 
	removed_at DATETIME, 
	CONSTRAINT pk_page PRIMARY KEY (id)
);
INSERT INTO "page" VALUES(1,'municipality','Uddevalla','uddevalla','2026-11-22 15:40:47.826184',1,'2026-11-22 15:40:47.828420',47,'municipality',NULL,'Vi gör som i Pilot, sedan 2024.',NULL,'{}',NULL);
INSERT INTO "page" VALUES(2,'template','Ruta','ruta','2026-11-22 15:40:47.857125',2,'2026-11-22 15:40:47.857621',12,'template',NULL,'{{{1}}}',NULL,'{}',NULL);
INSERT INTO "page" VALUES(3,'main','Borttagen','borttagen','2026-11-22 15:40:47.861157',3,'2026-11-22 15:40:47.861440',27,'guidance',NULL,'Detta togs bort. Pilot',NULL,'{}','2026-11-22 15:40:50.649560');
INSERT INTO "page" VALUES(4,'main','Försök','f}rs}k','2026-11-22 15:40:47.864314',4,'2026-11-22 15:40:47.864563',20,'guidance',NULL,'','Pilot','{}',NULL);
INSERT INTO "page" VALUES(5,'main','Pilot','pilot','2017-09-28 08:03:00.000000',6,'2017-10-05 19:58:00.000000',74,'guidance',NULL,'Som i Kommun:Uddevalla.',NULL,'{}',NULL);
INSERT INTO "page" VALUES(6,'user','Nils','nils','2026-11-22 15:40:50.844496',7,'2026-11-22 15:40:50.847144',57,'user',NULL,'Här kan Nils berätta vem hen är och vad hen arbetar med.',NULL,'{}',NULL);
CREATE TABLE page_measure (
	page_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	lix INTEGER, 
	words INTEGER NOT NULL, 
	notices VARCHAR(200) NOT NULL, 
	wordless JSON NOT NULL, 
	wordless_count INTEGER NOT NULL, 
	CONSTRAINT pk_page_measure PRIMARY KEY (page_id), 
	CONSTRAINT fk_page_measure_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
CREATE TABLE patrol (
	revision_id INTEGER NOT NULL, 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_patrol PRIMARY KEY (revision_id), 
	CONSTRAINT fk_patrol_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_patrol_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE SET NULL
);
CREATE TABLE presence (
	namespace VARCHAR(20) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	user_id INTEGER NOT NULL, 
	since DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_presence PRIMARY KEY (namespace, title, user_id), 
	CONSTRAINT fk_presence_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE protection (
	namespace VARCHAR(20) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	edit INTEGER NOT NULL, 
	move INTEGER NOT NULL, 
	"create" INTEGER NOT NULL, 
	discuss INTEGER NOT NULL, 
	until DATETIME, 
	reason VARCHAR(500) NOT NULL, 
	by_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_protection PRIMARY KEY (namespace, title), 
	CONSTRAINT fk_protection_by_id FOREIGN KEY(by_id) REFERENCES user (id) ON DELETE SET NULL
);
CREATE TABLE quote (
	topic_id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	"before" VARCHAR(120) NOT NULL, 
	"after" VARCHAR(120) NOT NULL, 
	heading VARCHAR(600) NOT NULL, 
	anchor VARCHAR(600) NOT NULL, 
	CONSTRAINT pk_quote PRIMARY KEY (topic_id), 
	CONSTRAINT fk_quote_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE CASCADE, 
	CONSTRAINT fk_quote_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_quote_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id)
);
CREATE TABLE removal (
	page_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	by_id INTEGER, 
	reason VARCHAR(300) NOT NULL, 
	CONSTRAINT pk_removal PRIMARY KEY (page_id), 
	CONSTRAINT fk_removal_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_removal_by_id FOREIGN KEY(by_id) REFERENCES user (id)
);
INSERT INTO "removal" VALUES(3,'2026-11-22 15:40:50.649560',2,'Behövs inte');
CREATE TABLE rendering (
	page_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	markup_version INTEGER NOT NULL, 
	html TEXT NOT NULL, 
	headings JSON NOT NULL, 
	notices JSON NOT NULL, made_of JSON, switches JSON, 
	CONSTRAINT pk_rendering PRIMARY KEY (page_id), 
	CONSTRAINT fk_rendering_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO "rendering" VALUES(1,1,5,'<h2 id="MISTEL">MISTEL</h2>
<p>Vi gör som i <a class="wikilink" href="/wiki/Pilot">Pilot</a>, sedan 2024.</p>','[[2, "MISTEL", "MISTEL"]]','[]',NULL,NULL);
INSERT INTO "rendering" VALUES(2,2,5,'<p><strong>{{{1}}}</strong></p>','[]','[]',NULL,NULL);
INSERT INTO "rendering" VALUES(4,4,5,'','[]','[]',NULL,NULL);
INSERT INTO "rendering" VALUES(5,6,5,'<p>Som i <a class="wikilink" href="/wiki/Kommun:Uddevalla">Kommun:Uddevalla</a>. </p>
<h2 id="Sedan">Sedan</h2>
<p>Åäö – ’citat’ 😀.</p>','[[2, "Sedan", "Sedan"]]','[]',NULL,NULL);
INSERT INTO "rendering" VALUES(6,7,5,'<p>Här kan Nils berätta vem hen är och vad hen arbetar med.</p>','[]','[]',NULL,NULL);
CREATE TABLE reply (
	id INTEGER NOT NULL, 
	topic_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	author_id INTEGER, 
	municipality_code VARCHAR(4), 
	created_at DATETIME NOT NULL, 
	amended_at DATETIME, 
	source TEXT NOT NULL, 
	html TEXT NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_reply PRIMARY KEY (id), 
	CONSTRAINT fk_reply_author_id FOREIGN KEY(author_id) REFERENCES user (id), 
	CONSTRAINT fk_reply_parent_id FOREIGN KEY(parent_id) REFERENCES reply (id), 
	CONSTRAINT fk_reply_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id)
);
INSERT INTO "reply" VALUES(1,1,NULL,4,NULL,'2026-10-01 10:00:00.000000',NULL,'Blev det *bra*?
','<p>Blev det <em>bra</em>?</p>','Blev det bra?');
CREATE TABLE reply_revision (
	id INTEGER NOT NULL, 
	reply_id INTEGER NOT NULL, 
	author_id INTEGER, 
	municipality_code VARCHAR(4), 
	created_at DATETIME NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_reply_revision PRIMARY KEY (id), 
	CONSTRAINT fk_reply_revision_author_id FOREIGN KEY(author_id) REFERENCES user (id), 
	CONSTRAINT fk_reply_revision_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id)
);
INSERT INTO "reply_revision" VALUES(1,1,4,NULL,'2026-10-01 10:00:00.000000','Blev det *bra*?
');
CREATE TABLE report_count (
	report VARCHAR(40) NOT NULL, 
	counted_at DATETIME NOT NULL, 
	head INTEGER NOT NULL, 
	took INTEGER NOT NULL, 
	figures JSON, 
	CONSTRAINT pk_report_count PRIMARY KEY (report)
);
CREATE TABLE report_row (
	report VARCHAR(40) NOT NULL, 
	place INTEGER NOT NULL, 
	page_id INTEGER, 
	namespace VARCHAR(20) NOT NULL, 
	title VARCHAR(255) NOT NULL, 
	number BIGINT NOT NULL, 
	other VARCHAR(2000) NOT NULL, 
	at DATETIME, 
	CONSTRAINT pk_report_row PRIMARY KEY (report, place), 
	CONSTRAINT fk_report_row_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
CREATE TABLE revision (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	author_id INTEGER, 
	municipality_code VARCHAR(4), 
	created_at DATETIME NOT NULL, 
	summary VARCHAR(1000) NOT NULL, 
	minor BOOLEAN NOT NULL, 
	source TEXT NOT NULL, 
	size INTEGER NOT NULL, 
	size_change INTEGER NOT NULL, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT fk_revision_author_id FOREIGN KEY(author_id) REFERENCES user (id), 
	CONSTRAINT fk_revision_page_id FOREIGN KEY(page_id) REFERENCES page (id), 
	CONSTRAINT fk_revision_parent_id FOREIGN KEY(parent_id) REFERENCES revision (id)
);
INSERT INTO "revision" VALUES(1,1,NULL,6,NULL,'2026-11-22 15:40:47.828420','',0,'## MISTEL

Vi gör som i [[Pilot]], sedan 2024.
',47,47);
INSERT INTO "revision" VALUES(2,2,NULL,6,NULL,'2026-11-22 15:40:47.857621','',0,'**{{{1}}}**
',12,12);
INSERT INTO "revision" VALUES(3,3,NULL,6,NULL,'2026-11-22 15:40:47.861440','',0,'Detta togs bort. [[Pilot]]
',27,27);
INSERT INTO "revision" VALUES(4,4,NULL,6,NULL,'2026-11-22 15:40:47.864563','',0,'#REDIRECT [[Pilot]]
',20,20);
INSERT INTO "revision" VALUES(5,5,NULL,4,NULL,'2017-09-28 08:03:00.000000','Ny sida',0,'Den första versionen.
',22,22);
INSERT INTO "revision" VALUES(6,5,5,5,'1380','2017-10-05 19:58:00.000000','Flyttade in',0,'Som i [[Kommun:Uddevalla]]. [[Kategori:Prov]]

## Sedan

Åäö – ’citat’ 😀.
',74,52);
INSERT INTO "revision" VALUES(7,6,NULL,2,NULL,'2026-11-22 15:40:50.847144','en sida att samtala på',0,'Här kan Nils berätta vem hen är och vad hen arbetar med.
',57,57);
CREATE TABLE search_block (
	index_id INTEGER NOT NULL, 
	field SMALLINT NOT NULL, 
	term BLOB NOT NULL, 
	first INTEGER NOT NULL, 
	count INTEGER NOT NULL, 
	numbers BLOB NOT NULL, 
	weights BLOB NOT NULL, 
	counts BLOB NOT NULL, 
	places BLOB NOT NULL, 
	CONSTRAINT pk_search_block PRIMARY KEY (index_id, field, term, first)
);
CREATE TABLE search_count (
	"query" VARCHAR(100) NOT NULL, 
	month VARCHAR(7) NOT NULL, 
	asked INTEGER NOT NULL, 
	empty INTEGER NOT NULL, 
	clicked INTEGER NOT NULL, 
	asked_hour INTEGER NOT NULL, 
	clicked_hour INTEGER NOT NULL, 
	CONSTRAINT pk_search_count PRIMARY KEY ("query", month)
);
CREATE TABLE search_document (
	id INTEGER NOT NULL, 
	"key" VARCHAR(60) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	namespace VARCHAR(20) NOT NULL, 
	page_kind VARCHAR(40) NOT NULL, 
	gone BOOLEAN NOT NULL, 
	version BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	language VARCHAR(16), 
	name VARCHAR(600) NOT NULL, 
	title VARCHAR(600) NOT NULL, 
	name_key VARCHAR(600) NOT NULL, 
	title_key VARCHAR(600) NOT NULL, 
	address VARCHAR(2000) NOT NULL, 
	headings TEXT NOT NULL, 
	text TEXT NOT NULL, leads_to VARCHAR(600) DEFAULT '' NOT NULL, other_names TEXT DEFAULT '' NOT NULL, facets TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_search_document PRIMARY KEY (id), 
	CONSTRAINT uq_search_document_key UNIQUE ("key"), 
	CONSTRAINT uq_search_document_version UNIQUE (version)
);
INSERT INTO "search_document" VALUES(1,'page:1','page','municipality','municipality',0,1,'2026-11-22 15:40:47.828420',NULL,'Kommun:Uddevalla','Uddevalla','kommun uddevalla','uddevalla','/wiki/Kommun:Uddevalla','MISTEL','MISTEL
Vi gör som i Pilot, sedan 2024.','','','municipality=1485
county=14
year=2026
author=6');
INSERT INTO "search_document" VALUES(2,'page:2','page','template','template',0,2,'2026-11-22 15:40:47.857621',NULL,'Mall:Ruta','Ruta','mall ruta','ruta','/wiki/Mall:Ruta','','{{{1}}}','','','year=2026
author=6');
INSERT INTO "search_document" VALUES(3,'page:3','page','main','guidance',1,7,'2026-11-22 15:40:50.652546',NULL,'','','','','','','','','','');
INSERT INTO "search_document" VALUES(4,'page:4','redirect','main','guidance',0,4,'2026-11-22 15:40:47.864563',NULL,'Försök','Försök','försök','försök','/wiki/F%C3%B6rs%C3%B6k','','','Pilot','','');
INSERT INTO "search_document" VALUES(5,'page:5','page','main','guidance',0,5,'2017-10-05 19:58:00.000000',NULL,'Pilot','Pilot','pilot','pilot','/wiki/Pilot','Sedan','Som i Kommun:Uddevalla.
Sedan
Åäö – ’citat’ 😀.','','Försök','year=2017
author=5
author=4');
INSERT INTO "search_document" VALUES(6,'topic:1','topic','main','',0,6,'2026-10-01 10:00:00.000000',NULL,'Pilot','Hur gick det?','pilot','hur gick det','/topic/1','','Blev det bra?','','','year=2026
author=4');
INSERT INTO "search_document" VALUES(7,'page:6','page','user','user',0,8,'2026-11-22 15:40:50.847144',NULL,'Användare:Nils','Nils','användare nils','nils','/wiki/Anv%C3%A4ndare:Nils','','Här kan Nils berätta vem hen är och vad hen arbetar med.','','','year=2026
author=2');
CREATE TABLE search_entry (
	index_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	"key" VARCHAR(60) NOT NULL, 
	version BIGINT NOT NULL, 
	length INTEGER NOT NULL, 
	title_length INTEGER NOT NULL, 
	changed FLOAT NOT NULL, 
	facets TEXT NOT NULL, 
	outdated BIGINT NOT NULL, 
	CONSTRAINT pk_search_entry PRIMARY KEY (index_id, number)
);
CREATE TABLE search_index (
	id INTEGER NOT NULL, 
	schema INTEGER NOT NULL, 
	version BIGINT NOT NULL, 
	segments JSON NOT NULL, 
	outdated INTEGER NOT NULL, 
	finished BOOLEAN NOT NULL, 
	asked BOOLEAN NOT NULL, 
	CONSTRAINT pk_search_index PRIMARY KEY (id)
);
CREATE TABLE search_synonym (
	"key" VARCHAR(60) NOT NULL, 
	version BIGINT NOT NULL, 
	groups TEXT NOT NULL, 
	CONSTRAINT pk_search_synonym PRIMARY KEY ("key")
);
CREATE TABLE shingle (
	hash BIGINT NOT NULL, 
	page_id INTEGER NOT NULL, 
	CONSTRAINT pk_shingle PRIMARY KEY (hash, page_id), 
	CONSTRAINT fk_shingle_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "shingle" VALUES(386593139132884112,6);
CREATE TABLE stance (
	page_id INTEGER NOT NULL, 
	municipality_code VARCHAR(4) NOT NULL, 
	"key" VARCHAR(20) NOT NULL, 
	note VARCHAR(300) NOT NULL, 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_stance PRIMARY KEY (page_id, municipality_code), 
	CONSTRAINT fk_stance_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE, 
	CONSTRAINT fk_stance_user_id FOREIGN KEY(user_id) REFERENCES user (id)
);
CREATE TABLE thanks (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	reply_id INTEGER, 
	revision_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_thanks PRIMARY KEY (id), 
	CONSTRAINT fk_thanks_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT fk_thanks_reply_id FOREIGN KEY(reply_id) REFERENCES reply (id) ON DELETE CASCADE, 
	CONSTRAINT fk_thanks_revision_id FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT uq_thanks_reply UNIQUE (user_id, reply_id), 
	CONSTRAINT uq_thanks_revision UNIQUE (user_id, revision_id), 
	CONSTRAINT ck_thanks_ck_thanks_one CHECK ((reply_id IS NULL) <> (revision_id IS NULL))
);
CREATE TABLE token (
	id INTEGER NOT NULL, 
	purpose VARCHAR(20) NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	user_id INTEGER, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_token PRIMARY KEY (id), 
	CONSTRAINT fk_token_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT uq_token_digest UNIQUE (digest)
);
CREATE TABLE told_of_uncommented (
	page_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_told_of_uncommented PRIMARY KEY (page_id), 
	CONSTRAINT fk_told_of_uncommented_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
CREATE TABLE topic (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	author_id INTEGER, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	closed_by_id INTEGER, kind VARCHAR(20) DEFAULT 'remark' NOT NULL, 
	CONSTRAINT pk_topic PRIMARY KEY (id), 
	CONSTRAINT fk_topic_author_id FOREIGN KEY(author_id) REFERENCES user (id), 
	CONSTRAINT fk_topic_closed_by_id FOREIGN KEY(closed_by_id) REFERENCES user (id), 
	CONSTRAINT fk_topic_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);
INSERT INTO "topic" VALUES(1,5,'Hur gick det?',4,'2026-10-01 10:00:00.000000','2026-10-01 10:00:00.000000',NULL,NULL,'question');
CREATE TABLE topic_move (
	id INTEGER NOT NULL, 
	topic_id INTEGER NOT NULL, 
	from_page_id INTEGER NOT NULL, 
	user_id INTEGER, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_topic_move PRIMARY KEY (id), 
	CONSTRAINT fk_topic_move_user_id FOREIGN KEY(user_id) REFERENCES user (id), 
	CONSTRAINT fk_topic_move_topic_id FOREIGN KEY(topic_id) REFERENCES topic (id) ON DELETE CASCADE, 
	CONSTRAINT fk_topic_move_from_page_id FOREIGN KEY(from_page_id) REFERENCES page (id) ON DELETE CASCADE
);
CREATE TABLE user (
	id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	name_key VARCHAR(80) NOT NULL, 
	email VARCHAR(254), 
	password_hash VARCHAR(200), 
	municipality_code VARCHAR(4), 
	role INTEGER NOT NULL, 
	locale VARCHAR(8), 
	demo BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	session_number INTEGER NOT NULL, editor VARCHAR(8) DEFAULT 'visual' NOT NULL, speaks_from DATETIME, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_email UNIQUE (email), 
	CONSTRAINT uq_user_name_key UNIQUE (name_key)
);
INSERT INTO "user" VALUES(1,'Asta','asta','asta@example.org','$argon2id$v=19$m=19456,t=2,p=1$m5WWY4p3DQxs3D20Oz+7DA$RbW0WcBGcKG/Szxvd3YdFEIcRMObHBU6tO/RAVEp2J4','1485',10,NULL,0,'2026-11-22 15:40:40.424773','2026-11-22 15:40:40.423106',1,'visual',NULL);
INSERT INTO "user" VALUES(2,'Greta','greta','greta@example.org','$argon2id$v=19$m=19456,t=2,p=1$T445o24POxuSvOJdJpOAIg$yPUWkIkOOIAG7fukPL11OXL1YAIAB6uuNeZm36w6fJc',NULL,20,NULL,0,'2026-11-22 15:40:42.887769','2026-11-22 15:40:42.885606',1,'visual',NULL);
INSERT INTO "user" VALUES(3,'Nils','nils','nils@example.org','$argon2id$v=19$m=19456,t=2,p=1$452oTGr9u1PoT896D3qvLw$k+g/yQ17LS4SPr1UyDr4JzGNzDph0fcSBmfvEthxIWo',NULL,10,NULL,0,'2026-11-22 15:40:45.481532','2026-11-22 15:40:45.479445',1,'visual',NULL);
INSERT INTO "user" VALUES(4,'Elna','elna',NULL,NULL,NULL,10,NULL,1,'2026-11-22 15:40:47.744786','2026-11-22 15:40:47.739849',1,'visual',NULL);
INSERT INTO "user" VALUES(5,'Asp','asp',NULL,NULL,'1380',10,NULL,1,'2026-11-22 15:40:47.757938','2026-11-22 15:40:47.757238',1,'visual',NULL);
INSERT INTO "user" VALUES(6,'Mittköping','mittköping',NULL,NULL,NULL,10,NULL,0,'2026-11-22 15:40:47.818354','2026-11-22 15:40:47.817898',1,'visual',NULL);
CREATE TABLE user_activity (
	user_id INTEGER NOT NULL, 
	edits INTEGER NOT NULL, 
	seen_at DATETIME, 
	CONSTRAINT pk_user_activity PRIMARY KEY (user_id), 
	CONSTRAINT fk_user_activity_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE TABLE user_activity_count (
	number INTEGER NOT NULL, 
	head INTEGER NOT NULL, 
	counted_at DATETIME NOT NULL, 
	CONSTRAINT pk_user_activity_count PRIMARY KEY (number)
);
CREATE TABLE watch (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	number INTEGER NOT NULL, 
	name VARCHAR(255) NOT NULL, 
	at DATETIME NOT NULL, 
	since_id INTEGER NOT NULL, 
	CONSTRAINT pk_watch PRIMARY KEY (id), 
	CONSTRAINT fk_watch_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT uq_watch_user_id_kind_number_name UNIQUE (user_id, kind, number, name)
);
CREATE TABLE watch_seen (
	user_id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	entry_id INTEGER NOT NULL, 
	CONSTRAINT pk_watch_seen PRIMARY KEY (user_id, page_id), 
	CONSTRAINT fk_watch_seen_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE, 
	CONSTRAINT fk_watch_seen_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
CREATE TABLE watcher (
	user_id INTEGER NOT NULL, 
	created BOOLEAN NOT NULL, 
	edited BOOLEAN NOT NULL, 
	topics BOOLEAN NOT NULL, 
	minor BOOLEAN NOT NULL, 
	seen_id INTEGER NOT NULL, 
	CONSTRAINT pk_watcher PRIMARY KEY (user_id), 
	CONSTRAINT fk_watcher_user_id FOREIGN KEY(user_id) REFERENCES user (id) ON DELETE CASCADE
);
CREATE INDEX ix_attempt_at ON attempt (at);
CREATE INDEX ix_attempt_key ON attempt ("key");
CREATE INDEX ix_revision_author ON revision (author_id, id);
CREATE INDEX ix_revision_history ON revision (page_id, id);
CREATE INDEX ix_rendering_markup_version ON rendering (markup_version);
CREATE INDEX ix_link_target ON link (target_namespace, target_title, kind, page_id);
CREATE INDEX ix_search_document_name_key ON search_document (name_key);
CREATE INDEX ix_search_document_titles ON search_document (title_key, name_key, kind, gone);
CREATE INDEX ix_journal_actor ON journal (actor_id, at);
CREATE INDEX ix_journal_page ON journal (page_id, revision_id);
CREATE INDEX ix_topic_page ON topic (page_id, closed_at, changed_at);
CREATE INDEX ix_reply_author ON reply (author_id, id);
CREATE INDEX ix_reply_topic ON reply (topic_id, id);
CREATE INDEX ix_reply_revision_history ON reply_revision (reply_id, id);
CREATE INDEX ix_file_version_checksum ON file_version (checksum);
CREATE INDEX ix_file_version_uploader ON file_version (uploader_id, id);
CREATE UNIQUE INDEX uq_draft_place ON draft (user_id, namespace, title, section) WHERE thrown_at IS NULL;
CREATE INDEX ix_draft_user ON draft (user_id, changed_at);
CREATE INDEX ix_draft_age ON draft (changed_at);
CREATE INDEX ix_presence_age ON presence (seen_at);
CREATE INDEX ix_shingle_page ON shingle (page_id);
CREATE INDEX ix_example_page_id ON example (page_id);
CREATE INDEX ix_example_owner ON example (owner_namespace, owner_title);
CREATE INDEX ix_example_municipality ON example (municipality_code, rank);
CREATE INDEX ix_example_changed ON example (changed_at, id);
CREATE INDEX ix_example_theme_title ON example_theme (title, example_id);
CREATE INDEX ix_example_support_target ON example_support (namespace, title, example_id);
CREATE INDEX ix_stance_municipality ON stance (municipality_code);
CREATE INDEX ix_confirmation_page ON confirmation (page_id, at);
CREATE INDEX ix_hidden_likeness_other_id ON hidden_likeness (other_id);
CREATE INDEX ix_topic_kind ON topic (kind, closed_at, created_at);
CREATE INDEX ix_answer_reply_id ON answer (reply_id);
CREATE INDEX ix_thanks_reply_id ON thanks (reply_id);
CREATE INDEX ix_thanks_revision_id ON thanks (revision_id);
CREATE INDEX ix_topic_move_topic_id ON topic_move (topic_id);
CREATE INDEX ix_topic_move_from_page_id ON topic_move (from_page_id);
CREATE INDEX ix_quote_page_id ON quote (page_id);
CREATE INDEX ix_watch_thing ON watch (kind, number, name, user_id);
CREATE INDEX ix_watch_seen_page_id ON watch_seen (page_id);
CREATE INDEX ix_concern_entry_id ON concern (entry_id);
CREATE UNIQUE INDEX uq_notice_unseen ON notice (user_id, about) WHERE seen_at IS NULL;
CREATE INDEX ix_notice_user ON notice (user_id, made_at, id);
CREATE INDEX ix_notice_age ON notice (seen_at);
CREATE INDEX ix_notice_page_id ON notice (page_id);
CREATE INDEX ix_notice_topic_id ON notice (topic_id);
CREATE INDEX ix_notice_reply_id ON notice (reply_id);
CREATE INDEX ix_notice_actor_id ON notice (actor_id);
CREATE INDEX ix_letter_rhythm_daily ON letter_rhythm (next_daily_at);
CREATE INDEX ix_letter_rhythm_weekly ON letter_rhythm (next_weekly_at);
CREATE INDEX ix_letter_due ON letter (state, next_at, id);
CREATE INDEX ix_letter_user ON letter (user_id, made_at);
CREATE INDEX ix_notice_made ON notice (made_at);
CREATE INDEX ix_letter_notice_notice_id ON letter_notice (notice_id);
CREATE INDEX ix_letter_bounce_user ON letter_bounce (user_id, at);
CREATE INDEX ix_journal_newcomer ON journal (newcomer, at, id);
CREATE INDEX ix_journal_municipality ON journal (municipality_code, at, id);
CREATE INDEX ix_search_document_leads_to ON search_document (leads_to);
CREATE INDEX ix_search_count_asked_hour ON search_count (asked_hour);
CREATE UNIQUE INDEX ix_search_synonym_version ON search_synonym (version);
CREATE INDEX ix_search_entry_key ON search_entry (index_id, "key");
CREATE INDEX ix_search_entry_outdated ON search_entry (index_id, outdated);
CREATE INDEX ix_search_block_first ON search_block (index_id, first);
CREATE INDEX ix_page_kind ON page (kind);
CREATE UNIQUE INDEX uq_page_name ON page (namespace, title) WHERE removed_at IS NULL;
CREATE INDEX ix_page_removed ON page (namespace, title) WHERE removed_at IS NOT NULL;
CREATE INDEX ix_file_removed_with ON file (removed_with);
CREATE UNIQUE INDEX uq_file_standing ON file (title) WHERE removed_with IS NULL;
CREATE INDEX ix_removal_at ON removal (at);
CREATE INDEX ix_protection_at ON protection (at);
CREATE INDEX ix_block_at ON block (at);
CREATE INDEX ix_journal_at ON journal (at, id, namespace, kind);
CREATE INDEX ix_journal_kind ON journal (kind, at, id);
CREATE INDEX ix_journal_name ON journal (name, at);
CREATE INDEX ix_link_sorted ON link (target_namespace, target_title, sort_key, page_id) WHERE kind = 'category';
CREATE INDEX ix_page_size ON page (size, id);
CREATE INDEX ix_page_changed ON page (changed_at, id);
CREATE INDEX ix_page_created ON page (created_at, id);
CREATE INDEX ix_report_row_kind ON report_row (report, namespace, place);
CREATE INDEX ix_report_row_page_id ON report_row (page_id);
CREATE INDEX ix_page_measure_lix ON page_measure (lix, page_id);
CREATE INDEX ix_page_measure_notices ON page_measure (notices, page_id);
CREATE INDEX ix_page_measure_wordless ON page_measure (wordless_count, page_id);
CREATE INDEX ix_external_address_due ON external_address (due_at);
CREATE INDEX ix_external_use_address_id ON external_use (address_id);
CREATE INDEX ix_old_page_page ON old_page (page_id);
CREATE INDEX ix_old_page_waiting ON old_page (wiki_id, is_talk, is_done);
CREATE INDEX ix_old_user_user_id ON old_user (user_id);
CREATE INDEX ix_old_revision_page ON old_revision (wiki_id, page_number, number);
CREATE INDEX ix_old_revision_revision ON old_revision (revision_id);
CREATE INDEX ix_old_note_wiki ON old_note (wiki_id, kind, id);
CREATE INDEX ix_old_note_page_number ON old_note (page_number);
CREATE INDEX ix_page_listed ON page (namespace, sort_key, title, id) WHERE removed_at IS NULL;
CREATE INDEX ix_page_read ON page (namespace, sort_key, title, id) WHERE removed_at IS NULL AND redirect_to IS NULL;
CREATE INDEX ix_external_address_failing ON external_address (failing_since, id);
COMMIT;
