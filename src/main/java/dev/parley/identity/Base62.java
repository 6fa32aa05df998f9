package dev.parley.identity;

import java.math.BigInteger;

/** Numbers in the digits 0-9, A-Z, a-z. */
final class Base62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

  private Base62() {}

  /** The last {@code count} digits of the number that the bytes are. */
  static String digits(byte[] bytes, int count) {
    char[] digits = new char[count];
    BigInteger rest = new BigInteger(1, bytes);
    for (int i = count - 1; i >= 0; i--) {
      BigInteger[] quotientAndDigit = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(quotientAndDigit[1].intValue());
      rest = quotientAndDigit[0];
    }
    return new String(digits);
  }
}
