/** What was measured, beside what it should be: a table for people, JSON for programs. Measures nothing. */
@NullMarked
package io.millrace.bench.report;

import org.jspecify.annotations.NullMarked;
