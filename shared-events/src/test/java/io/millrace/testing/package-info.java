/** What tests of every module may use: facts that speak the domain, and a watch over what Reactor would drop in silence. */
@NullMarked
package io.millrace.testing;

import org.jspecify.annotations.NullMarked;
