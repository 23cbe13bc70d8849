-- The live database and the one for tests. Repeatable.

\set ON_ERROR_STOP on
\set VERBOSITY terse

\set database kennwilliamson
\ir database/database.sql

\set database kennwilliamson_test
\ir database/database.sql
