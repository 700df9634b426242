/** Orders and their endings as they come in, each led through decision, provider and store. It keeps nothing in memory between events. */
@NullMarked
package io.millrace.payment.intake;

import org.jspecify.annotations.NullMarked;
