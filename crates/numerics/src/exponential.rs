//! The exponential function of several at once.

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// From here on the argument is reduced: the first number whose upper half is above that of ln 2 / 2.
const REDUCED: f64 = f64::from_bits(0x3FD6_2E43 << 32);
/// Below this e^x is 1 + x.
const TINY: f64 = f64::from_bits(0x3E30_0001 << 32);
/// Up to here e^x and e^-x have all their digits.
const ORDINARY: f64 = 708.0;
/// Added and taken away again it leaves the nearest whole number, which its last digits hold meanwhile.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// `e^x` of each, to the bits of `libm::exp`, without a branch on ordinary arguments.
///
/// The method of FreeBSD's `e_exp.c` (Sun Microsystems, 1993), which `libm` follows: `x = k ln 2 + r`, a rational function of `r`.
#[inline(always)]
pub fn exps<const L: usize>(x: &[f64; L]) -> [f64; L] {
    let mut result = [0.0; L];
    let mut ordinary = true;
    for l in 0..L {
        let x = x[l];
        let size = x.abs();
        ordinary &= size < ORDINARY;
        let turns = x * core::f64::consts::LOG2_E + ROUND;
        let turns = if size < REDUCED { ROUND } else { turns };
        let (k, power) = (turns - ROUND, f64::from_bits(turns.to_bits().wrapping_add(1023) << 52));
        let (high, low) = (x - k * LN2_HIGH, k * LN2_LOW);
        let r = high - low;
        let r2 = r * r;
        let c = r - r2
            * (1.666_666_666_666_660_2e-1
                + r2 * (-2.777_777_777_701_559_3e-3
                    + r2 * (6.613_756_321_437_934e-5
                        + r2 * (-1.653_390_220_546_525_2e-6 + r2 * 4.138_136_797_057_238_5e-8))));
        let y = 1.0 + (r * c / (2.0 - c) - low + high);
        result[l] = if size < TINY { 1.0 + x } else { y * power };
    }
    if !ordinary {
        for l in 0..L {
            result[l] = libm::exp(x[l]);
        }
    }
    result
}

/// `e^x`, to the bits of `libm::exp`.
#[inline]
pub fn exp(x: f64) -> f64 {
    let [result] = exps(&[x]);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_those_of_the_library() {
        let same = |x: f64| assert_eq!(exp(x).to_bits(), libm::exp(x).to_bits(), "{x}");
        for edge in [0.0, TINY, REDUCED, 1.5 * core::f64::consts::LN_2, 1.0, ORDINARY, 709.78, 745.2, 1e300] {
            for x in [edge.next_down(), edge, edge.next_up()] {
                same(x);
                same(-x);
            }
        }
        [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE].into_iter().for_each(same);
        // An even walk over all sizes.
        let mut place = 0.5;
        for _ in 0..400_000 {
            place = (place + 0.618_033_988_749_894_9) % 1.0;
            for size in [0.4, 2.0, 30.0, 750.0] {
                same((2.0 * place - 1.0) * size);
            }
        }
        assert_eq!(exps(&[1.0, 800.0, -2.0]), [1.0, 800.0, -2.0].map(libm::exp));
    }
}
