"""The tables of the manifest, and their version."""

from archiver.manifest.archived_links import TABLES as ARCHIVED_LINKS_TABLES
from archiver.manifest.authored import TABLES as AUTHORED_TABLES
from archiver.manifest.figures import TABLES as FIGURES_TABLES
from archiver.manifest.fingerprints import TABLE as FINGERPRINT_TABLE
from archiver.manifest.identities import TABLES as IDENTITIES_TABLES
from archiver.manifest.known_people import TABLE as KNOWN_PEOPLE_TABLE
from archiver.manifest.link_facts import TABLE as LINK_FACTS_TABLE
from archiver.manifest.media_records import TABLES as MEDIA_TABLES
from archiver.manifest.old_addresses import TABLES as OLD_ADDRESSES_TABLES
from archiver.manifest.openings import TABLE as OPENINGS_TABLE
from archiver.manifest.own_pages import TABLE as OWN_PAGES_TABLE
from archiver.manifest.related import TABLES as RELATED_TABLES
from archiver.manifest.source_links import TABLE as SOURCE_LINKS_TABLE
from archiver.manifest.thread_names import TABLE as THREAD_NAMES_TABLE
from archiver.manifest.withheld import TABLE as WITHHELD_TABLE

SCHEMA = 23
"""The version of the tables and of all that is serialized in them: count it up with every change."""
TABLES = f"""{MEDIA_TABLES}{FINGERPRINT_TABLE}{LINK_FACTS_TABLE}{OPENINGS_TABLE}{THREAD_NAMES_TABLE}{FIGURES_TABLES}
    {AUTHORED_TABLES}{ARCHIVED_LINKS_TABLES}{RELATED_TABLES}{SOURCE_LINKS_TABLE}{OWN_PAGES_TABLE}{IDENTITIES_TABLES}
    {WITHHELD_TABLE}{KNOWN_PEOPLE_TABLE}{OLD_ADDRESSES_TABLES}
    CREATE TABLE outputs (path TEXT PRIMARY KEY, owner TEXT, digest TEXT, key TEXT, dependencies TEXT,
        stat_signature INT) WITHOUT ROWID;
    CREATE INDEX outputs_of ON outputs (owner);
    CREATE TABLE folders (path TEXT PRIMARY KEY, stat_signature INT, foreign_names TEXT) WITHOUT ROWID;
    CREATE TABLE dependency_lists (digest TEXT PRIMARY KEY, dependencies TEXT) WITHOUT ROWID;
    CREATE TABLE threads (source TEXT PRIMARY KEY, content TEXT, inputs TEXT, dependencies TEXT,
        stat_signature INT, problems TEXT) WITHOUT ROWID;
    CREATE TABLE cross_thread (source TEXT PRIMARY KEY, shown TEXT) WITHOUT ROWID;
    CREATE TABLE summaries (source TEXT PRIMARY KEY, summary TEXT);
    CREATE TABLE members (kind TEXT, key TEXT, started TEXT, source TEXT, latest TEXT, name TEXT, posts INT, first TEXT,
        quoted INT, top INT, seconds INT,
        PRIMARY KEY (kind, key, started, source)) WITHOUT ROWID;
    CREATE INDEX members_of ON members (source);
    CREATE TABLE groups (kind TEXT, key TEXT, name TEXT, threads INT, posts INT, latest TEXT,
        PRIMARY KEY (kind, key)) WITHOUT ROWID;
    CREATE TABLE page_dates (source TEXT, number INT, latest TEXT, PRIMARY KEY (source, number)) WITHOUT ROWID;
    CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
IDENTITY = "INSERT INTO facts VALUES ('identity', hex(randomblob(8)));"
"""Gives a new database a fact that no other one has."""
