/** The check that docs/writing-a-check.md makes. */
@org.jspecify.annotations.NullMarked
package com.example.check.myredis;
