drop table even;
