-- The items of a report are made from its text when they are asked for, and kept for the next time.
DELETE FROM report_parts;
DELETE FROM operation_packs;
ALTER TABLE reports ADD COLUMN low INTEGER;  -- the smallest and the largest key of an operation id, as signed numbers; NULL: not known
ALTER TABLE reports ADD COLUMN high INTEGER;
