-- Comparisons by month, for logs of tens of millions: old months are then dropped whole, and backed up alone.
-- With all processes of the bot stopped, once: psql -v ON_ERROR_STOP=1 -f partitions.sql DATABASE
-- What there is becomes the first partition, up to the end of this month; three more are made. Make the next ones in
-- time (the last statement, say once a month): what belongs nowhere lands in comparisons_rest, and nothing is lost.
BEGIN;
ALTER TABLE comparisons RENAME TO comparisons_first;
ALTER TABLE comparisons_first DROP CONSTRAINT pk_comparisons;
CREATE TABLE comparisons (LIKE comparisons_first INCLUDING DEFAULTS) PARTITION BY RANGE (asked_at);
ALTER SEQUENCE comparisons_id_seq OWNED BY comparisons.id;
ALTER TABLE comparisons ADD CONSTRAINT pk_comparisons PRIMARY KEY (id, asked_at);
DO $$
DECLARE
    indexed record;
    next_month timestamptz := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '1 month';
BEGIN
    FOR indexed IN SELECT indexname, indexdef FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename = 'comparisons_first' LOOP
        EXECUTE format('ALTER INDEX %I RENAME TO %I', indexed.indexname, indexed.indexname || '_first');
        EXECUTE replace(indexed.indexdef, 'comparisons_first', 'comparisons');
    END LOOP;
    EXECUTE format('ALTER TABLE comparisons ATTACH PARTITION comparisons_first FOR VALUES FROM (MINVALUE) TO (%L)', next_month);
END $$;
CREATE TABLE comparisons_rest PARTITION OF comparisons DEFAULT;
COMMIT;

DO $$
DECLARE
    month timestamptz;
BEGIN
    FOR ahead IN 1..3 LOOP
        month := (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => ahead)) AT TIME ZONE 'UTC';
        EXECUTE format(
            'CREATE TABLE IF NOT EXISTS %I PARTITION OF comparisons FOR VALUES FROM (%L) TO (%L)',
            'comparisons_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM'),
            month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'
        );
    END LOOP;
END $$;
