/** What lvs.cf and a check's options have in common: which text is safe to show, which expressions are safe to run. */
@NullMarked
package io.arapaima.checkspec;

import org.jspecify.annotations.NullMarked;
