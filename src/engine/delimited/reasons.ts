/**
 * Why a record could not be read and stands in the quarantine file.
 *
 * - `too_many_fields`, `too_few_fields`: the number of fields differs from the header's.
 * - `unclosed_quote`: a quoted field opens on this line and does not end well: it runs to the end of the file, past 10,000 lines or past
 *   the record limit, or text follows the next quote on a later line. Only the line that opens it is quarantined.
 * - `text_after_quote`: a closing quote is followed, on the same line, by something other than blanks, delimiter or line end.
 * - `invalid_encoding`: bytes that are not text in the dialect's encoding.
 * - `nul_byte`: the record holds a NUL.
 * - `record_too_long`: one line longer than the record limit; `raw` has its beginning.
 */
export type QuarantineReason =
  | 'too_many_fields'
  | 'too_few_fields'
  | 'unclosed_quote'
  | 'text_after_quote'
  | 'invalid_encoding'
  | 'nul_byte'
  | 'record_too_long'
