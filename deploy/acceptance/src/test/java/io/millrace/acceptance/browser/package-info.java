/** What a page looks like, to whom has a browser. */
@NullMarked
package io.millrace.acceptance.browser;

import org.jspecify.annotations.NullMarked;
