/** A stand-in for somebody else's payment provider: it remembers every call, and fails on request. Never part of a real deployment. */
@NullMarked
package io.millrace.local.provider;

import org.jspecify.annotations.NullMarked;
