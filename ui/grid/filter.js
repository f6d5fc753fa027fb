// Which rows are shown while others are left out, by their numbers.

export class Filter {
  constructor(numbers) {
    this.numbers = new Set(numbers);
  }

  has(number) {
    return this.numbers.has(number);
  }

  /**
   * Rows [start, end) became `count` rows; those after them moved.
   *
   * What was corrected stays in sight even if it does not match any more: nobody wants a row to
   * vanish from under the hands.
   */
  follow(start, end, count) {
    if (count === end - start) return;
    const moved = new Set();
    let seen = false;
    for (const number of this.numbers) {
      if (number < start) moved.add(number);
      else if (number >= end) moved.add(number - (end - start) + count);
      else seen = true;
    }
    if (seen) for (let number = start; number < start + count; number += 1) moved.add(number);
    this.numbers = moved;
  }
}
