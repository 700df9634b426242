/** Whether a service can work, and what it waits for, as its health endpoint tells it. */
@NullMarked
package io.millrace.pipeline.health;

import org.jspecify.annotations.NullMarked;
