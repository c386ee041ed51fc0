-- What one person and one organisation keep in files is summed up at each upload.
CREATE INDEX blob_size ON blob (tenant_id, created_by, size);
