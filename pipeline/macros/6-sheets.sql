-- A text that a spreadsheet shows and never runs: one that begins as a formula does (=, @, a tab, a return, or + and - before more than a number) bears an apostrophe.
create or replace macro er_sheet_text(value) as case
  when regexp_matches(value, '^[=@\x09\x0D＝＠]') or (regexp_matches(value, '^[+\-＋－]') and not regexp_full_match(value, '[-+0-9 .,()/]+')) then concat('''', value)
  else value
end;
