/**
 * The one place where an lvs.cf is judged and taken into use, whoever brings it: the file itself, an operator, a partner. It reads disks and
 * asks name servers, so that the director's thread does neither; it keeps the revisions that were in force, and takes back what nobody
 * confirms. Knows the director only as {@link io.arapaima.manager.desk.RunningConfig}.
 */
@NullMarked
package io.arapaima.manager.desk;

import org.jspecify.annotations.NullMarked;
