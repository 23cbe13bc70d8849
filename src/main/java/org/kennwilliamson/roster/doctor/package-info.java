/** {@code roster doctor}: checks what an operator would. It depends on the features, and nothing depends on it. */
package org.kennwilliamson.roster.doctor;
