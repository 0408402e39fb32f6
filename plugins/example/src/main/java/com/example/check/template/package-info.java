/** What {@code ./arapaima new-check} begins with: it is copied under another name. */
@org.jspecify.annotations.NullMarked
package com.example.check.template;
