"""讲评: the books of a period, their pages one by one, grade and remark, and the hints for oneself."""
