BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE attempt (
	id INTEGER NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_attempt PRIMARY KEY (id)
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
	size_change INTEGER NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT fk_journal_actor_id FOREIGN KEY(actor_id) REFERENCES user (id), 
	CONSTRAINT fk_journal_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);
INSERT INTO "journal" VALUES(1,'2026-11-22 08:43:09.353207','register',1,'1485','user','Användare:Asta',NULL,NULL,NULL,NULL,'',0,0);
INSERT INTO "journal" VALUES(2,'2026-11-22 08:43:16.936489','create',4,NULL,'municipality','Kommun:Uddevalla',1,1,NULL,NULL,'',0,47);
INSERT INTO "journal" VALUES(3,'2026-11-22 08:43:17.121826','create',4,NULL,'main','Försök',2,2,NULL,NULL,'',0,20);
INSERT INTO "journal" VALUES(4,'2017-09-28 08:03:00.000000','create',2,NULL,'main','Pilot',3,3,NULL,NULL,'Ny sida',0,22);
INSERT INTO "journal" VALUES(5,'2017-10-05 19:58:00.000000','edit',3,'1380','main','Pilot',3,4,NULL,NULL,'Flyttade in',0,52);
INSERT INTO "journal" VALUES(6,'2026-10-01 10:00:00.000000','topic',2,NULL,'main','Pilot',3,NULL,1,1,'Hur gick det?',0,0);
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
	"after" VARCHAR(600) NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (page_id, number), 
	CONSTRAINT fk_link_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO "link" VALUES(1,0,'link','main','Pilot','','Pilot','MISTEL','MISTEL','Vi gör som i ',', sedan 2024.');
INSERT INTO "link" VALUES(2,0,'redirect','main','Pilot','','','','','','');
INSERT INTO "link" VALUES(3,0,'link','municipality','Uddevalla','','Kommun:Uddevalla','','','Som i ','.');
INSERT INTO "link" VALUES(3,1,'category','category','Prov','','','','','','');
CREATE TABLE page (
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
	CONSTRAINT pk_page PRIMARY KEY (id), 
	CONSTRAINT uq_page_namespace_title UNIQUE (namespace, title)
);
INSERT INTO "page" VALUES(1,'municipality','Uddevalla','uddevalla','2026-11-22 08:43:16.882550',1,'2026-11-22 08:43:16.936489',47,'municipality',NULL,'Vi gör som i Pilot, sedan 2024.',NULL,'{}');
INSERT INTO "page" VALUES(2,'main','Försök','f}rs}k','2026-11-22 08:43:17.120842',2,'2026-11-22 08:43:17.121826',20,'guidance',NULL,'','Pilot','{}');
INSERT INTO "page" VALUES(3,'main','Pilot','pilot','2017-09-28 08:03:00.000000',4,'2017-10-05 19:58:00.000000',74,'guidance',NULL,'Som i Kommun:Uddevalla.',NULL,'{}');
CREATE TABLE rendering (
	page_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	markup_version INTEGER NOT NULL, 
	html TEXT NOT NULL, 
	headings JSON NOT NULL, 
	notices JSON NOT NULL, 
	CONSTRAINT pk_rendering PRIMARY KEY (page_id), 
	CONSTRAINT fk_rendering_page_id FOREIGN KEY(page_id) REFERENCES page (id) ON DELETE CASCADE
);
INSERT INTO "rendering" VALUES(1,1,1,'<h2 id="MISTEL">MISTEL</h2>
<p>Vi gör som i <a class="wikilink" href="/wiki/Pilot">Pilot</a>, sedan 2024.</p>','[[2, "MISTEL", "MISTEL"]]','[]');
INSERT INTO "rendering" VALUES(2,2,1,'','[]','[]');
INSERT INTO "rendering" VALUES(3,4,1,'<p>Som i <a class="wikilink" href="/wiki/Kommun:Uddevalla">Kommun:Uddevalla</a>. </p>
<h2 id="Sedan">Sedan</h2>
<p>Åäö – ’citat’ 😀.</p>','[[2, "Sedan", "Sedan"]]','[]');
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
INSERT INTO "reply" VALUES(1,1,NULL,2,NULL,'2026-10-01 10:00:00.000000',NULL,'Blev det *bra*?
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
INSERT INTO "reply_revision" VALUES(1,1,2,NULL,'2026-10-01 10:00:00.000000','Blev det *bra*?
');
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
INSERT INTO "revision" VALUES(1,1,NULL,4,NULL,'2026-11-22 08:43:16.936489','',0,'## MISTEL

Vi gör som i [[Pilot]], sedan 2024.
',47,47);
INSERT INTO "revision" VALUES(2,2,NULL,4,NULL,'2026-11-22 08:43:17.121826','',0,'#REDIRECT [[Pilot]]
',20,20);
INSERT INTO "revision" VALUES(3,3,NULL,2,NULL,'2017-09-28 08:03:00.000000','Ny sida',0,'Den första versionen.
',22,22);
INSERT INTO "revision" VALUES(4,3,3,3,'1380','2017-10-05 19:58:00.000000','Flyttade in',0,'Som i [[Kommun:Uddevalla]]. [[Kategori:Prov]]

## Sedan

Åäö – ’citat’ 😀.
',74,52);
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
	text TEXT NOT NULL, 
	CONSTRAINT pk_search_document PRIMARY KEY (id), 
	CONSTRAINT uq_search_document_key UNIQUE ("key"), 
	CONSTRAINT uq_search_document_version UNIQUE (version)
);
INSERT INTO "search_document" VALUES(1,'page:1','page','municipality','municipality',0,1,'2026-11-22 08:43:16.936489',NULL,'Kommun:Uddevalla','Uddevalla','kommun uddevalla','uddevalla','/wiki/Kommun:Uddevalla','MISTEL','MISTEL
Vi gör som i Pilot, sedan 2024.');
INSERT INTO "search_document" VALUES(2,'page:2','redirect','main','guidance',0,2,'2026-11-22 08:43:17.121826',NULL,'Försök','Försök','försök','försök','/wiki/F%C3%B6rs%C3%B6k','','');
INSERT INTO "search_document" VALUES(3,'page:3','page','main','guidance',0,3,'2017-10-05 19:58:00.000000',NULL,'Pilot','Pilot','pilot','pilot','/wiki/Pilot','Sedan','Som i Kommun:Uddevalla.
Sedan
Åäö – ’citat’ 😀.');
INSERT INTO "search_document" VALUES(4,'topic:1','topic','main','',0,4,'2026-10-01 10:00:00.000000',NULL,'Pilot','Hur gick det?','pilot','hur gick det','/topic/1','','Blev det bra?');
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
CREATE TABLE topic (
	id INTEGER NOT NULL, 
	page_id INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	author_id INTEGER, 
	created_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	closed_by_id INTEGER, 
	CONSTRAINT pk_topic PRIMARY KEY (id), 
	CONSTRAINT fk_topic_author_id FOREIGN KEY(author_id) REFERENCES user (id), 
	CONSTRAINT fk_topic_closed_by_id FOREIGN KEY(closed_by_id) REFERENCES user (id), 
	CONSTRAINT fk_topic_page_id FOREIGN KEY(page_id) REFERENCES page (id)
);
INSERT INTO "topic" VALUES(1,3,'Hur gick det?',2,'2026-10-01 10:00:00.000000','2026-10-01 10:00:00.000000',NULL,NULL);
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
	session_number INTEGER NOT NULL, 
	CONSTRAINT pk_user PRIMARY KEY (id), 
	CONSTRAINT uq_user_email UNIQUE (email), 
	CONSTRAINT uq_user_name_key UNIQUE (name_key)
);
INSERT INTO "user" VALUES(1,'Asta','asta','asta@example.org','$argon2id$v=19$m=19456,t=2,p=1$ncZ2C6QdoGoVKecNXdRV6w$GBZ9BlSDFMGF868Hu+Ta97PGqflCnEbpc0VacpO7FjA','1485',10,NULL,0,'2026-11-22 08:43:09.352509','2026-11-22 08:43:09.338469',1);
INSERT INTO "user" VALUES(2,'Elna','elna',NULL,NULL,NULL,10,NULL,1,'2026-11-22 08:43:15.932058','2026-11-22 08:43:15.922203',1);
INSERT INTO "user" VALUES(3,'Asp','asp',NULL,NULL,'1380',10,NULL,1,'2026-11-22 08:43:15.975742','2026-11-22 08:43:15.975083',1);
INSERT INTO "user" VALUES(4,'Mittköping','mittköping',NULL,NULL,NULL,10,NULL,0,'2026-11-22 08:43:16.880080','2026-11-22 08:43:16.879156',1);
CREATE INDEX ix_attempt_at ON attempt (at);
CREATE INDEX ix_attempt_key ON attempt ("key");
CREATE INDEX ix_page_kind ON page (kind);
CREATE INDEX ix_page_sorted ON page (namespace, sort_key);
CREATE INDEX ix_revision_author ON revision (author_id, id);
CREATE INDEX ix_revision_history ON revision (page_id, id);
CREATE INDEX ix_rendering_markup_version ON rendering (markup_version);
CREATE INDEX ix_link_target ON link (target_namespace, target_title, kind, page_id);
CREATE INDEX ix_search_document_name_key ON search_document (name_key);
CREATE INDEX ix_search_document_titles ON search_document (title_key, name_key, kind, gone);
CREATE INDEX ix_journal_actor ON journal (actor_id, at);
CREATE INDEX ix_journal_at ON journal (at, id, namespace);
CREATE INDEX ix_journal_page ON journal (page_id, revision_id);
CREATE INDEX ix_topic_page ON topic (page_id, closed_at, changed_at);
CREATE INDEX ix_reply_author ON reply (author_id, id);
CREATE INDEX ix_reply_topic ON reply (topic_id, id);
CREATE INDEX ix_reply_revision_history ON reply_revision (reply_id, id);
COMMIT;
