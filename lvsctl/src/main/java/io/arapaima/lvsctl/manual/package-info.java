/** What helps people to type: pages of the manual and completion, from the declarations of commands, keywords and checks. */
@NullMarked
package io.arapaima.lvsctl.manual;

import org.jspecify.annotations.NullMarked;
