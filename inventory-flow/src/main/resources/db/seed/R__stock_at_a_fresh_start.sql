-- Never touches a sku that is known: safe to run again, on a database that has sold already.
INSERT INTO stock (sku, available, reserved, sold)
SELECT 'SKU-' || n, 1000000, 0, 0 FROM generate_series(1, 1000) AS n
UNION ALL VALUES ('SKU-RARE', 10, 0, 0), ('SKU-NONE', 0, 0, 0)
ON CONFLICT (sku) DO NOTHING;
