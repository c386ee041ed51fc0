-- What imports asked about hidden numbers within the last hour, so that a list
-- cut into many files, or discarded and uploaded anew, counts as one list.
-- numbers: eight bytes each in base64, a hash of the shown digits and one of the
-- number; paid: the ids of customers whose rows may be told. Rows live an hour.
CREATE TABLE import_asked (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  at        BIGINT NOT NULL,
  numbers   TEXT NOT NULL,
  paid      TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX import_asked_person ON import_asked (tenant_id, person_id, at);
