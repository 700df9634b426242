/** What operators are given, held against itself: metrics, dashboard, alerts and runbook. Needs no running system. */
@NullMarked
package io.millrace.acceptance.observability;

import org.jspecify.annotations.NullMarked;
