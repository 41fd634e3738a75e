-- One row is one way in which an extract writes a key that is written in several; they are one key only since such differences are left out.
{{ collisions }}
